/// A comma-separated list of `name=value` (auth-param of RFC 9110, section 11.2), value a token or a quoted string.
struct ParameterList {
  /// False once something was found that does not belong in such a list; `next` then returns nil.
  private(set) var isWellFormed = true
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) { rest = text }

  /// The next name and unquoted value; nil at the end.
  mutating func next() -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    // Empty list elements are allowed.
    while let byte = rest.first, byte.isBlank || byte == UInt8(ascii: ",") { rest.removeFirst() }
    guard isWellFormed, !rest.isEmpty else { return nil }
    let name = takeToken()
    skipSpace()
    guard !name.isEmpty, rest.first == UInt8(ascii: "=") else { return fail() }
    rest.removeFirst()
    skipSpace()
    guard let value = rest.first == UInt8(ascii: "\"") ? takeQuoted() : takeBareValue() else { return fail() }
    skipSpace()
    guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return fail() }
    return (name, value)
  }

  private mutating func fail() -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    isWellFormed = false
    return nil
  }

  private mutating func skipSpace() {
    while let byte = rest.first, byte.isBlank { rest.removeFirst() }
  }

  private mutating func takeToken() -> ArraySlice<UInt8> {
    let token = rest.prefix { $0.isTokenCharacter }
    rest = rest.dropFirst(token.count)
    return token
  }

  /// Wider than a token: an unquoted `uri` or a base 64 `cnonce` is taken as well.
  private mutating func takeBareValue() -> ArraySlice<UInt8>? {
    let value = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 < 0x7f }
    rest = rest.dropFirst(value.count)
    return value.isEmpty ? nil : value
  }

  private mutating func takeQuoted() -> ArraySlice<UInt8>? {
    rest.removeFirst()
    let plain = rest.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    rest = rest.dropFirst(plain.count)
    guard rest.first != UInt8(ascii: "\"") else {
      rest.removeFirst()
      return plain
    }
    var text = Array(plain)
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return text[...]
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        text.append(escaped)
      default: text.append(byte)
      }
    }
    return nil
  }
}
