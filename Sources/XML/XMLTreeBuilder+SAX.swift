import CLibXML2

extension XMLTreeBuilder {
  /// The events wanted, with a builder as user data; libxml2 copies it. Comments are passed over.
  static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { data, _, _, _ in data.withBuilder { $0.fail(.doctype) } }
    handler.processingInstruction = { data, _, _ in data.withBuilder { $0.fail(.processingInstruction) } }
    handler.startElementNs = { data, local, _, namespace, count, namespaces, attributeCount, _, attributes in
      guard let local else { return }
      data.withBuilder {
        $0.startElement(
          namespace: namespace, local: local, namespaces: UnsafeBufferPointer(start: namespaces, count: Int(count) * 2),
          attributes: attributes, attributeCount: Int(attributeCount))
      }
    }
    handler.endElementNs = { data, _, _, _ in data.withBuilder { $0.endElement() } }
    let characters: charactersSAXFunc = { data, text, count in
      data.withBuilder { $0.characters(UnsafeBufferPointer(start: text, count: Int(count))) }
    }
    handler.characters = characters
    handler.cdataBlock = characters
    handler.ignorableWhitespace = characters
    handler.serror = { _, _ in }
    return handler
  }
}

extension UnsafeMutableRawPointer? {
  /// The builder that the parser was made with; it lives as long as the parser.
  fileprivate func withBuilder(_ body: (inout XMLTreeBuilder) -> Void) {
    guard let self else { return }
    body(&self.assumingMemoryBound(to: XMLTreeBuilder.self).pointee)
  }
}
