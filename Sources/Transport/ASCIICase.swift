extension String {
  /// Whether this is `lowercase`, upper and lower case of ASCII letters being the same.
  func equalsIgnoringCase(_ lowercase: StaticString) -> Bool { utf8.equalsIgnoringCase(lowercase) }
}

extension Collection<UInt8> {
  /// Whether this is `lowercase`, upper and lower case of ASCII letters being the same.
  func equalsIgnoringCase(_ lowercase: StaticString) -> Bool {
    lowercase.withUTF8Buffer { expected in
      count == expected.count
        && zip(self, expected).allSatisfy { byte, lower in
          byte == lower || ((UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= byte && byte | 0x20 == lower)
        }
    }
  }
}
