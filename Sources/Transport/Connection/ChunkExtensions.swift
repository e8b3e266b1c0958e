import NIOCore

/// The extensions after a chunk's size (RFC 9112, section 7.1.1): nobody has a use for them, but what is none is refused,
/// since another reader might end the line, or the quotation, elsewhere.
enum ChunkExtensions {
  /// Whether the text is `;` and a name, once or more, each perhaps with `=` and a word or a quotation; or nothing.
  static func areWellFormed(_ text: ByteBufferView) -> Bool {
    var rest = text
    while !rest.isEmpty {
      guard takeMark(UInt8(ascii: ";"), &rest), takeToken(&rest) else { return false }
      if takeMark(UInt8(ascii: "="), &rest), !takeToken(&rest), !takeQuotation(&rest) { return false }
    }
    return true
  }

  /// With the white space around it. Without the mark nothing is taken.
  private static func takeMark(_ mark: UInt8, _ rest: inout ByteBufferView) -> Bool {
    let marked = rest.drop(while: \.isBlank)
    guard marked.first == mark else { return false }
    rest = marked.dropFirst().drop(while: \.isBlank)
    return true
  }

  private static func takeToken(_ rest: inout ByteBufferView) -> Bool {
    let count = rest.prefix(while: \.isTokenCharacter).count
    rest = rest.dropFirst(count)
    return count > 0
  }

  /// `quoted-string` of RFC 9110, section 5.6.4.
  private static func takeQuotation(_ rest: inout ByteBufferView) -> Bool {
    guard rest.popFirst() == UInt8(ascii: "\"") else { return false }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard let escaped = rest.popFirst(), escaped.isFieldCharacter else { return false }
      default: guard byte.isFieldCharacter else { return false }
      }
    }
    return false
  }
}
