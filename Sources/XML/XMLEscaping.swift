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
    var (done, place) = (0, 0)
    while place < bytes.count {
      if bytes.hasEightPlain(at: place) {
        place += 8
        continue
      }
      let end = Swift.min(place + 8, bytes.count)
      while place < end {
        let (replacement, length) = isPlain(bytes[place]) ? ("", 0) : bytes.replacement(at: place)
        guard length > 0 else {
          place += 1
          continue
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: bytes[done..<place]))
        replacement.withUTF8Buffer { append(contentsOf: $0) }
        place += length
        done = place
      }
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
  /// Whether eight bytes follow that may stay wherever they are: nearly all text is looked at in this way only. False
  /// for some that may stay too, such as all that is not ASCII.
  fileprivate func hasEightPlain(at place: Int) -> Bool {
    guard place + 8 <= count else { return false }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let word = UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: place, as: UInt64.self)
    // A byte of zero where there is `<` or `>`, which differ in one bit, and where there is `&` or `"`, likewise.
    let angle = (word | ones &* 0x02) ^ ones &* 0x3E
    let quote = (word | ones &* 0x04) ^ ones &* 0x26
    // The top bit of each byte: below a space, zero in one of the two, or not ASCII.
    let odd = (word &- ones &* 0x20) | (angle &- ones) & ~angle | (quote &- ones) & ~quote | word
    return odd & (ones &* 0x80) == 0
  }

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
