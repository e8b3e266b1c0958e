/// Writes one flat JSON object of strings as a single line.
///
/// Values may be remote text. Whatever a terminal or a log viewer could act upon (control characters, line and
/// paragraph separators, text direction marks) is escaped, and every value is cut at a bound.
struct JSONLine {
  /// Bytes of UTF-8 kept of one value.
  static let valueLimit = 256

  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  mutating func add(_ name: String, _ value: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    add(quoted: name)
    bytes.append(UInt8(ascii: ":"))
    add(quoted: value)
  }

  consuming func finish() -> [UInt8] { bytes + Array("}\n".utf8) }

  private mutating func add(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    var length = 0
    for scalar in text.unicodeScalars {
      length += String(scalar).utf8.count
      guard length <= JSONLine.valueLimit else {
        bytes += Array("…".utf8)
        break
      }
      add(scalar)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    switch (scalar, scalar.properties.generalCategory) {
    case ("\"", _), ("\\", _):
      bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
    case (_, .control), (_, .format), (_, .lineSeparator), (_, .paragraphSeparator), (_, .unassigned):
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        bytes += Array("\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8)
      }
    default:
      bytes += Array(String(scalar).utf8)
    }
  }
}
