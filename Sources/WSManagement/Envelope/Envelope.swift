import XML

/// A request read as far as its headers and the kind of its body.
struct Envelope {
  let headers: RequestHeaders
  /// The first element of the body; nil when it is empty.
  let content: XMLElement?
  let encoding: XMLEncoding

  init(_ tree: XMLTree) throws(Fault) {
    let root = tree.root
    guard root.known == .envelope else {
      guard root.localName == "Envelope" else {
        throw Fault(
          .schemaValidationError, nil, "The message is no SOAP envelope but \(Fault.shown(root.shownName)).")
      }
      throw Fault(.versionMismatch, nil, "SOAP \(Fault.shown(root.namespace)) is not served; use SOAP 1.2.")
    }
    guard let body = root.child(.body) else {
      throw Fault(.schemaValidationError, nil, "The envelope has no body.")
    }
    headers = RequestHeaders(root.child(.header))
    content = body.firstChild
    encoding = tree.encoding
  }

  var isIdentify: Bool { content?.known == .identify }
}
