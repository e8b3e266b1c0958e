import CLibXML2

/// An answer as libxml2's own tree shows it, which has nothing to do with the reader and the writer under test.
struct AnswerDocument {
  let isFault: Bool
  /// The local name of the element in the body; empty when there is none.
  let bodyName: String

  private static let soap = "http://www.w3.org/2003/05/soap-envelope"

  /// Throws unless the bytes are one SOAP 1.2 envelope, with header and body and nothing between the elements.
  init(_ bytes: [UInt8]) throws(Violation) {
    guard let context = xmlNewParserCtxt() else { throw Violation("libxml2 has no memory left") }
    defer { xmlFreeParserCtxt(context) }
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let document = bytes.withUnsafeBytes { bytes in
      xmlCtxtReadMemory(
        context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, nil, Int32(options))
    }
    defer { xmlFreeDoc(document) }
    guard let document, context.pointee.wellFormed == 1, context.pointee.nsWellFormed == 1 else {
      throw Violation("the answer is not well-formed: \(String(decoding: bytes.prefix(4000), as: UTF8.self))")
    }
    try require(document.pointee.intSubset == nil, "the answer has a document type")
    let parts = try Self.elements(in: xmlDocGetRootElement(document), named: "Envelope")
    try require(parts.count == 2, "the envelope has \(parts.count) parts")
    for header in try Self.elements(in: parts[0], named: "Header") { try Self.checkBareness(of: header, depth: 0) }
    let body = try Self.elements(in: parts[1], named: "Body")
    try require(body.count <= 1, "the body has \(body.count) elements")
    for element in body { try Self.checkBareness(of: element, depth: 0) }
    bodyName = body.first.map { String(cString: $0.pointee.name) } ?? ""
    isFault = bodyName == "Fault" && Self.namespace(of: body.first) == Self.soap
  }

  /// The children of a SOAP element, which are elements only.
  private static func elements(in parent: xmlNodePtr?, named name: String) throws(Violation) -> [xmlNodePtr] {
    guard let parent, String(cString: parent.pointee.name) == name, namespace(of: parent) == soap else {
      throw Violation("there is no SOAP \(name) where it belongs")
    }
    let children = children(of: parent)
    try require(children.allSatisfy { $0.pointee.type == XML_ELEMENT_NODE }, "there is text in the \(name)")
    return children
  }

  /// No text next to elements, and no deeper than any answer needs.
  private static func checkBareness(of element: xmlNodePtr, depth: Int) throws(Violation) {
    try require(depth < 64, "the answer is nested 64 levels deep")
    let inner = children(of: element)
    guard inner.contains(where: { $0.pointee.type == XML_ELEMENT_NODE }) else { return }
    for child in inner {
      try require(child.pointee.type == XML_ELEMENT_NODE, "there is text next to elements in the answer")
      try checkBareness(of: child, depth: depth + 1)
    }
  }

  private static func children(of node: xmlNodePtr) -> [xmlNodePtr] {
    var found: [xmlNodePtr] = []
    var next = node.pointee.children
    while let child = next {
      found.append(child)
      next = child.pointee.next
    }
    return found
  }

  private static func namespace(of node: xmlNodePtr?) -> String? {
    node?.pointee.ns?.pointee.href.map { String(cString: $0) }
  }
}
