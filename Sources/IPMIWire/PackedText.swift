/// Text as SDRs and FRU areas carry it: a byte with the type in its upper two bits and the length in the lower ones,
/// then so many bytes (IPMI 2.0 section 43.15, FRU Information Storage Definition section 13).
public enum PackedText {
  private static let bcdPlus = Array("0123456789 -.".unicodeScalars)

  /// Text of a sensor data record; type 0 is Unicode there, of which only the first plane's beginning is in use.
  public static func ofRecord(_ bytes: some Collection<UInt8>) -> String? {
    guard let header = bytes.first else { return nil }
    let body = bytes.dropFirst().prefix(Int(header & 0x1f))
    return header >> 6 == 0 ? text(utf16: body) : decode(type: header >> 6, body)
  }

  /// Text of a FRU area; type 0 is binary there, given as hex, and type 3 is Unicode in languages but English.
  public static func ofArea(_ bytes: some Collection<UInt8>, isEnglish: Bool) -> String? {
    guard let header = bytes.first else { return nil }
    let body = bytes.dropFirst().prefix(Int(header & 0x3f))
    switch header >> 6 {
    case 0: return body.isEmpty ? nil : body.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    case 3 where !isEnglish: return text(utf16: body)
    default: return decode(type: header >> 6, body)
    }
  }

  private static func decode(type: UInt8, _ body: some Collection<UInt8>) -> String? {
    switch type {
    case 1: cleaned(body.flatMap { [$0 >> 4, $0 & 0x0f] }.filter { $0 < bcdPlus.count }.map { bcdPlus[Int($0)] })
    case 2: cleaned(sixBitCodes(body).map { UnicodeScalar($0 + 0x20) })
    default: text(latin1: body)
    }
  }

  /// Four characters in three bytes, the first in the lowest bits.
  private static func sixBitCodes(_ body: some Collection<UInt8>) -> [UInt8] {
    var codes: [UInt8] = []
    var bits: UInt16 = 0
    var count: UInt16 = 0
    for byte in body {
      bits |= UInt16(byte) << count
      count += 8
      while count >= 6 {
        codes.append(UInt8(bits & 0x3f))
        bits >>= 6
        count -= 6
      }
    }
    return codes
  }

  /// Latin-1, up to the first zero.
  public static func text(latin1 bytes: some Sequence<UInt8>) -> String? {
    cleaned(bytes.prefix { $0 != 0 }.map { UnicodeScalar($0) })
  }

  /// Two bytes for each character, the lower first.
  private static func text(utf16 bytes: some Collection<UInt8>) -> String? {
    let bytes = Array(bytes)
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
    return cleaned(String(decoding: units.prefix { $0 != 0 }, as: UTF16.self).unicodeScalars)
  }

  /// Without control characters and surrounding blanks; nil when nothing is left.
  private static func cleaned(_ scalars: some Sequence<UnicodeScalar>) -> String? {
    let visible = scalars.filter { $0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value) }
    let isBlank = { (scalar: UnicodeScalar) in scalar == " " || scalar == "\u{a0}" }
    guard let first = visible.firstIndex(where: { !isBlank($0) }), let last = visible.lastIndex(where: { !isBlank($0) })
    else { return nil }
    return String(String.UnicodeScalarView(visible[first...last]))
  }
}
