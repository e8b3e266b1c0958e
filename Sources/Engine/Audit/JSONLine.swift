/// Writes one flat JSON object of strings and numbers as a single line, and reads what it has written.
///
/// Values may be remote text. Whatever a terminal or a log viewer could act upon (control characters, line and
/// paragraph separators, text direction marks) is escaped, and every value is cut at a bound.
struct JSONLine {
  /// Bytes of UTF-8 kept of one value.
  static let valueLimit = 256

  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  mutating func add(_ name: String, _ value: String) {
    begin(name)
    add(quoted: value)
  }

  mutating func add(_ name: String, _ value: UInt64) {
    begin(name)
    bytes += Array(String(value).utf8)
  }

  consuming func finish() -> [UInt8] { bytes + Array("}\n".utf8) }

  private mutating func begin(_ name: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    add(quoted: name)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func add(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in Self.bounded(text).unicodeScalars {
      if scalar == "\"" || scalar == "\\" { bytes.append(UInt8(ascii: "\\")) }
      bytes += Array(Self.printable(scalar).utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The text, cut at the bound and then ending in `…`.
  static func bounded(_ text: String) -> String {
    var length = 0
    var end = text.unicodeScalars.startIndex
    for scalar in text.unicodeScalars {
      length += UTF8.width(scalar)
      guard length <= valueLimit else { return String(text.unicodeScalars[..<end]) + "…" }
      end = text.unicodeScalars.index(after: end)
    }
    return text
  }

  /// The text with `\u` escapes for what a terminal could act upon.
  static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars { result += printable(scalar) }
    return result
  }

  private static func printable(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned:
      String(scalar).utf16.reduce(into: "") { text, unit in
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }
    default: String(scalar)
    }
  }
}

extension JSONLine {
  /// The members of one line, with its line feed, in their order; numbers as text. Nil when it is not an object of
  /// strings and numbers, as `finish` writes it.
  static func fields(of line: some Collection<UInt8>) -> [(name: String, value: String)]? {
    var reader = Reader(rest: Array(line)[...])
    var fields: [(name: String, value: String)] = []
    guard reader.skip(UInt8(ascii: "{")) else { return nil }
    repeat {
      guard let name = reader.string(), reader.skip(UInt8(ascii: ":")), let value = reader.value() else { return nil }
      fields.append((name, value))
    } while reader.skip(UInt8(ascii: ","))
    return reader.rest.elementsEqual("}\n".utf8) ? fields : nil
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest.removeFirst()
      return true
    }

    mutating func value() -> String? {
      if rest.first == UInt8(ascii: "\"") { return string() }
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(digits.count)
      return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }

    mutating func string() -> String? {
      guard skip(UInt8(ascii: "\"")) else { return nil }
      var units: [UInt16] = []
      while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
        units += String(decoding: rest[..<end], as: UTF8.self).utf16
        let isEnd = rest[end] == UInt8(ascii: "\"")
        rest = rest[rest.index(after: end)...]
        if isEnd { return String(decoding: units, as: UTF16.self) }
        guard let unit = escaped() else { return nil }
        units.append(unit)
      }
      return nil
    }

    /// What stands after a backslash.
    private mutating func escaped() -> UInt16? {
      guard let kind = rest.popFirst() else { return nil }
      switch kind {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): return UInt16(kind)
      case UInt8(ascii: "u"):
        guard rest.count >= 4, let unit = UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) else {
          return nil
        }
        rest = rest.dropFirst(4)
        return unit
      default: return nil
      }
    }
  }
}
