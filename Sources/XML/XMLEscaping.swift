extension Array where Element == UInt8 {
  /// Appends character data. `<`, `>` and `&` become references, and so does a carriage return, which would be read
  /// back as a line feed. Characters that XML 1.0 cannot hold become U+FFFD.
  mutating func appendXMLText(_ text: String) { appendXML(text, where: \.isPlainInText) }

  /// Appends the value of an attribute, to stand between double quotes.
  mutating func appendXMLAttribute(_ text: String) { appendXML(text, where: \.isPlainInAttribute) }

  /// Appends text that was read from a document: it holds only characters that XML can hold.
  mutating func appendXMLText(_ bytes: UnsafeBufferPointer<UInt8>) { appendXML(bytes, where: \.isPlainInText) }

  private mutating func appendXML(_ text: String, where isPlain: (UInt8) -> Bool) {
    var text = text
    text.withUTF8 { appendXML($0, where: isPlain) }
  }

  @inline(__always)
  private mutating func appendXML(_ bytes: UnsafeBufferPointer<UInt8>, where isPlain: (UInt8) -> Bool) {
    var done = 0
    for place in bytes.indices where !isPlain(bytes[place]) {
      guard place >= done else { continue }
      let (replacement, length) = bytes.replacement(at: place)
      guard length > 0 else { continue }
      append(contentsOf: UnsafeBufferPointer(rebasing: bytes[done..<place]))
      replacement.withUTF8Buffer { append(contentsOf: $0) }
      done = place + length
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: bytes[done...]))
  }
}

extension UInt8 {
  /// 0xEF begins U+FFFE and U+FFFF among others: looked at more closely.
  fileprivate var isPlainInText: Bool {
    self >= 0x20
      ? self != UInt8(ascii: "<") && self != UInt8(ascii: ">") && self != UInt8(ascii: "&") && self != 0xEF
      : self == 0x0A || self == 0x09
  }

  /// White space other than a space would be read back as spaces.
  fileprivate var isPlainInAttribute: Bool { isPlainInText && self != UInt8(ascii: "\"") && self >= 0x20 }
}

extension UnsafeBufferPointer<UInt8> {
  /// What stands for the character at `place`, and how many bytes it has; no bytes when it may stay.
  fileprivate func replacement(at place: Int) -> (StaticString, Int) {
    switch self[place] {
    case UInt8(ascii: "<"): return ("&lt;", 1)
    case UInt8(ascii: ">"): return ("&gt;", 1)
    case UInt8(ascii: "&"): return ("&amp;", 1)
    case UInt8(ascii: "\""): return ("&quot;", 1)
    case 0x09: return ("&#9;", 1)
    case 0x0A: return ("&#10;", 1)
    case 0x0D: return ("&#13;", 1)
    case 0xEF:
      let isNonCharacter = place + 2 < count && self[place + 1] == 0xBF && self[place + 2] >= 0xBE
      return isNonCharacter ? ("\u{FFFD}", 3) : ("", 0)
    default: return ("\u{FFFD}", 1)
    }
  }
}
