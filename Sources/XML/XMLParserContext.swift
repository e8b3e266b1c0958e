import CLibXML2

/// One libxml2 push parser with the tree it fills.
final class XMLParserContext {
  private let context: xmlParserCtxtPtr
  private let names: XMLNameTable
  private let builder: XMLTreeBuilder

  /// Nil when libxml2 has no memory.
  init?(vocabulary: XMLVocabulary, limits: XMLLimits) {
    LibXML2.start
    names = XMLNameTable(vocabulary: vocabulary)
    builder = XMLTreeBuilder(names: names, limits: limits)
    var handler = XMLTreeBuilder.handler
    let opaque = Unmanaged.passUnretained(builder).toOpaque()
    guard let context = xmlCreatePushParserCtxt(&handler, opaque, nil, 0, nil) else { return nil }
    self.context = context
    builder.context = context
  }

  deinit { xmlFreeParserCtxt(context) }

  /// libxml2 keeps every name it has seen: past a bound the context is better made anew, so that names a client
  /// invents do not add up.
  var isWornOut: Bool { names.entries.count > 1024 || xmlDictGetUsage(context.pointee.dict) > 256 << 10 }

  /// `bytes` are taken for UTF-8, whatever the document says of itself.
  func parse(_ bytes: UnsafeRawBufferPointer, encoding: XMLEncoding) -> Result<XMLTree, XMLError> {
    xmlCtxtResetPush(context, nil, 0, nil, nil)
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    xmlCtxtUseOptions(context, Int32(options | XML_PARSE_COMPACT.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    builder.begin(encoding: encoding, expecting: bytes.count)
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    withExtendedLifetime(builder) {
      _ = xmlParseChunk(context, start, Int32(bytes.count), 1)
    }
    // The parser stopped by one of our callbacks still says "well-formed": our own finding counts first.
    if let failure = builder.failure { return .failure(failure) }
    let isWellFormed = context.pointee.wellFormed == 1 && context.pointee.nsWellFormed == 1
    guard isWellFormed, builder.isComplete else { return .failure(lastError()) }
    return .success(builder.tree)
  }

  private func lastError() -> XMLError {
    guard let error = xmlCtxtGetLastError(context) else { return XMLError(.malformed("the document is incomplete")) }
    var words = error.pointee.message.map { String(cString: $0) } ?? "error \(error.pointee.code)"
    while let last = words.last, last.isWhitespace { words.removeLast() }
    return XMLError(.malformed(words), line: Int(error.pointee.line), column: Int(error.pointee.int2))
  }
}

/// What the whole process does once before its first document.
private enum LibXML2 {
  static let start: Void = {
    xmlInitParser()
    // Nothing outside a document is ever loaded.
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()
}
