import XML

/// Reads what a request says of the size of its answer, without the service's own reading of headers.
enum MaxEnvelopeSize {
  private static let names = [
    XMLQualifiedName(namespace: "http://www.w3.org/2003/05/soap-envelope", local: "Envelope"),
    XMLQualifiedName(namespace: "http://www.w3.org/2003/05/soap-envelope", local: "Header"),
    XMLQualifiedName(namespace: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd", local: "MaxEnvelopeSize"),
  ]

  /// Nil when it says nothing, or the service need not understand it.
  static func demanded(by request: [UInt8], charset: String?) -> Int? {
    let tree = request.withUnsafeBytes { bytes in
      try? XMLParser(vocabulary: XMLVocabulary(names)).parse(bytes)
    }
    guard let root = tree?.root, root.name == 0, let header = root.child(1), let size = header.child(2) else {
      return nil
    }
    return size.text.unsigned.flatMap { Int(exactly: $0) }
  }
}
