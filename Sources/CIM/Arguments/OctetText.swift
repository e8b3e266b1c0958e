/// Octets as text (XML Schema part 2, 3.2.15 and 3.2.16).
enum OctetText {
  /// Whole pairs of hexadecimal digits, or nothing.
  static func isHexadecimal(_ text: String) -> Bool {
    text.utf8.count % 2 == 0
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
      }
  }

  /// The octets of a text in base64; nil when it is none. White space does not count; padding does.
  static func base64(_ text: String) -> [UInt8]? {
    let digits = text.utf8.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard digits.count % 4 == 0 else { return nil }
    let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var octets: [UInt8] = []
    octets.reserveCapacity(digits.count / 4 * 3)
    var bits: UInt32 = 0
    for (place, digit) in digits.enumerated() {
      let isPadding = place >= digits.count - padding
      guard let value = isPadding ? 0 : sextet(digit) else { return nil }
      bits = bits << 6 | value
      if place % 4 == 3 {
        octets += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
        bits = 0
      }
    }
    octets.removeLast(min(padding, octets.count))
    return octets
  }

  private static func sextet(_ digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
