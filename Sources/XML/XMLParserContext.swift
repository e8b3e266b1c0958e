import CLibXML2

/// One libxml2 push parser with the builder it reports to.
final class XMLParserContext {
  private let context: xmlParserCtxtPtr
  /// At a fixed address, for libxml2 holds it.
  private let builder: UnsafeMutablePointer<XMLTreeBuilder>

  /// Nil when libxml2 has no memory.
  init?(vocabulary: XMLVocabulary, limits: XMLLimits) {
    LibXML2.start
    let builder = UnsafeMutablePointer<XMLTreeBuilder>.allocate(capacity: 1)
    var handler = XMLTreeBuilder.handler
    guard let context = xmlCreatePushParserCtxt(&handler, builder, nil, 0, nil) else {
      builder.deallocate()
      return nil
    }
    builder.initialize(to: XMLTreeBuilder(context: context, vocabulary: vocabulary, limits: limits))
    self.context = context
    self.builder = builder
  }

  deinit {
    xmlFreeParserCtxt(context)
    builder.deinitialize(count: 1)
    builder.deallocate()
  }

  /// libxml2 keeps every name it has seen: past a bound the context is better made anew, so that names a client
  /// invents do not add up.
  var isWornOut: Bool {
    builder.pointee.names.entries.count > 1024 || xmlDictGetUsage(context.pointee.dict) > 256 << 10
  }

  /// `bytes` are taken for UTF-8, whatever the document says of itself.
  func parse(_ bytes: UnsafeRawBufferPointer, encoding: XMLEncoding) -> Result<XMLTree, XMLError> {
    xmlCtxtResetPush(context, nil, 0, nil, nil)
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    xmlCtxtUseOptions(context, Int32(options | XML_PARSE_COMPACT.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    builder.pointee.begin(expecting: bytes.count)
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    _ = xmlParseChunk(context, start, Int32(bytes.count), 1)
    let isComplete = builder.pointee.isComplete
    let (tree, failure) = builder.pointee.finish(encoding: encoding)
    // The parser stopped by one of our callbacks still says "well-formed": our own finding counts first.
    if let failure { return .failure(failure) }
    let isWellFormed = context.pointee.wellFormed == 1 && context.pointee.nsWellFormed == 1
    return isWellFormed && isComplete ? .success(tree) : .failure(lastError())
  }

  private func lastError() -> XMLError {
    guard let error = xmlCtxtGetLastError(context) else { return XMLError(.malformed("the document is incomplete")) }
    var words = error.pointee.message.map { String(cString: $0) } ?? "error \(error.pointee.code)"
    while let last = words.last, last.isWhitespace { words.removeLast() }
    return XMLError(.malformed(words), line: Int(error.pointee.line), column: Int(error.pointee.int2))
  }
}

/// What the whole process does once before its first document.
enum LibXML2 {
  static let start: Void = {
    xmlInitParser()
    // Nothing outside a document is ever loaded.
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()
}
