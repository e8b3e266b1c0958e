import CLibXML2
import Glibc

/// Reads documents into trees, one at a time, keeping its libxml2 context between them.
///
/// Refuses document types, and with them all entities but the five built in; never opens a file or a connection.
/// Not for two threads at once.
public final class XMLParser {
  private let vocabulary: XMLVocabulary
  private let limits: XMLLimits
  private var context: XMLParserContext?

  public init(vocabulary: XMLVocabulary, limits: XMLLimits = XMLLimits()) {
    self.vocabulary = vocabulary
    self.limits = limits
  }

  /// `charset` is that of the transport, if it gave one. The tree holds nothing of `bytes`.
  public func parse(_ bytes: UnsafeRawBufferPointer, charset: String? = nil) throws(XMLError) -> XMLTree {
    guard bytes.count <= limits.size else { throw XMLError(.limit(.size)) }
    let encoding = try XMLEncoding.of(bytes, charset: charset)
    let result: Result<XMLTree, XMLError>
    if let converted = try encoding.transcoded(bytes) {
      result = converted.withUnsafeBytes { parse(utf8: $0, encoding: encoding) }
    } else {
      result = parse(
        utf8: UnsafeRawBufferPointer(rebasing: bytes.dropFirst(encoding.markCount(bytes))), encoding: encoding)
    }
    return try result.get()
  }

  private func parse(utf8 bytes: UnsafeRawBufferPointer, encoding: XMLEncoding) -> Result<XMLTree, XMLError> {
    // libxml2 guesses at encodings from NUL bytes; no document may have one.
    if let start = bytes.baseAddress, memchr(start, 0, bytes.count) != nil {
      return .failure(XMLError(.malformed("there is a NUL character")))
    }
    if let excess = TagBound.firstExcess(in: bytes, limits: limits) {
      let place = excess.place
      let line = bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1
      let column = place - (bytes[..<place].lastIndex(of: UInt8(ascii: "\n")) ?? -1)
      return .failure(XMLError(.limit(excess.limit), line: line, column: column))
    }
    if context?.isWornOut ?? true { context = XMLParserContext(vocabulary: vocabulary, limits: limits) }
    guard let context else { return .failure(XMLError(.malformed("the parser has no memory left"))) }
    return context.parse(bytes, encoding: encoding)
  }
}
