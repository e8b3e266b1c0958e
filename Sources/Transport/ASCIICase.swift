extension String {
  /// Whether this is `lowercase`, upper and lower case of ASCII letters being the same.
  func equalsIgnoringCase(_ lowercase: StaticString) -> Bool { utf8.equalsIgnoringCase(lowercase) }
}

extension Collection<UInt8> {
  /// Whether this is `lowercase`, upper and lower case of ASCII letters being the same.
  func equalsIgnoringCase(_ lowercase: StaticString) -> Bool {
    lowercase.withUTF8Buffer { expected in
      count == expected.count
        && zip(self, expected).allSatisfy { byte, lower in byte == lower || byte.lowercased == lower }
    }
  }
}

extension UInt8 {
  /// The lower-case letter for an upper-case one of ASCII; every other byte itself.
  var lowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= self ? self | 0x20 : self }
}
