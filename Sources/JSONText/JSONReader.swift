extension JSON {
  /// Levels of lists and objects in one another that are read.
  public static let depthLimit = 16

  /// Reads a document. Nil for anything that is not well formed, for numbers with a fraction or an exponent or outside of
  /// 64 bits, for an object that says something twice, and for more levels than `depthLimit`.
  public init?(parsing bytes: some Collection<UInt8>) {
    var reader = JSONReader(rest: Array(bytes)[...])
    guard let value = reader.value(depth: 0), reader.isAtEnd() else { return nil }
    self = value
  }
}

private struct JSONReader {
  var rest: ArraySlice<UInt8>

  mutating func isAtEnd() -> Bool {
    skipSpace()
    return rest.isEmpty
  }

  mutating func value(depth: Int) -> JSON? {
    guard depth <= JSON.depthLimit else { return nil }
    skipSpace()
    switch rest.first {
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "t"): return skip("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return skip("false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return skip("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> JSON? {
    var members: [(name: String, value: JSON)] = []
    let isWhole = list("{", "}") { reader in
      guard let name = reader.string(), reader.skipAfterSpace(":"), let value = reader.value(depth: depth + 1),
        !members.contains(where: { $0.name == name })
      else { return false }
      members.append((name, value))
      return true
    }
    return isWhole ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> JSON? {
    var items: [JSON] = []
    let isWhole = list("[", "]") { reader in
      guard let value = reader.value(depth: depth + 1) else { return false }
      items.append(value)
      return true
    }
    return isWhole ? .array(items) : nil
  }

  /// Items between `start` and `end`, with commas between them.
  private mutating func list(
    _ start: StaticString, _ end: StaticString, item: (inout JSONReader) -> Bool
  ) -> Bool {
    guard skip(start) else { return false }
    if skipAfterSpace(end) { return true }
    repeat {
      skipSpace()
      guard item(&self) else { return false }
    } while skipAfterSpace(",")
    return skipAfterSpace(end)
  }

  private mutating func number() -> JSON? {
    let text = rest.prefix { $0 == UInt8(ascii: "-") || Self.isDigit($0) }
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
    // No leading zeros; a fraction or an exponent is left over, where nothing of the kind is expected.
    guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1, digits.allSatisfy(Self.isDigit),
      let value = Int64(String(decoding: text, as: UTF8.self))
    else { return nil }
    rest = rest.dropFirst(text.count)
    return .number(value)
  }

  private mutating func string() -> String? {
    guard skip("\"") else { return nil }
    var units: [UInt16] = []
    while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 < 0x20 }) {
      guard let text = String(validating: rest[..<end], as: UTF8.self) else { return nil }
      units += text.utf16
      let mark = rest[end]
      rest = rest[(end + 1)...]
      if mark == UInt8(ascii: "\"") { return String(validating: units, as: UTF16.self) }
      guard mark == UInt8(ascii: "\\"), let unit = escaped() else { return nil }
      units.append(unit)
    }
    return nil
  }

  /// What stands after a backslash.
  private mutating func escaped() -> UInt16? {
    guard let kind = rest.popFirst() else { return nil }
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(kind)
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"):
      let digits = rest.prefix(4)
      guard digits.count == 4, digits.allSatisfy(Self.isHexadecimal) else { return nil }
      rest = rest.dropFirst(4)
      return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    default: return nil
    }
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { expected in
      guard rest.starts(with: expected) else { return false }
      rest = rest.dropFirst(expected.count)
      return true
    }
  }

  private mutating func skipAfterSpace(_ text: StaticString) -> Bool {
    skipSpace()
    return skip(text)
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")) ~= (byte | 0x20)
  }
}
