/// The classes of characters that HTTP is made of.
extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")
  static let carriageReturn = UInt8(ascii: "\r")
  static let lineFeed = UInt8(ascii: "\n")

  var isBlank: Bool { self == .space || self == .tab }

  /// `tchar` of RFC 9110, section 5.6.2.
  var isTokenCharacter: Bool {
    // One bit for each of "!#$%&'*+-.0123456789" and "ABC…Z^_`abc…z|~".
    self < 64
      ? 0x03FF_6CFA_0000_0000 as UInt64 >> UInt64(self) & 1 == 1
      : self < 128 && 0x57FF_FFFF_C7FF_FFFE as UInt64 >> UInt64(self - 64) & 1 == 1
  }

  /// Visible characters, those beyond ASCII, blank and tab: what a field's value may hold.
  var isFieldCharacter: Bool { (self >= 0x20 && self != 0x7f) || self == .tab }

  /// Of one digit.
  var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
