/// How text is compared.
enum TextRule: Sendable {
  /// By code point.
  case exact
  /// By code point, letters in lower case.
  case ignoringCase

  func comparison(_ a: String, _ b: String) -> Comparison {
    switch self {
    case .exact: Self.comparison(a.utf8, b.utf8) { $0 }
    case .ignoringCase: Self.comparison(a.unicodeScalars, b.unicodeScalars) { $0.folded }
    }
  }

  /// UTF-8 has the order of the code points.
  private static func comparison<Text: Sequence>(
    _ a: Text, _ b: Text, _ key: (Text.Element) -> Text.Element
  ) -> Comparison where Text.Element: Comparable {
    var others = b.makeIterator()
    for element in a {
      guard let other = others.next() else { return .greater }
      if element == other { continue }
      let (first, second) = (key(element), key(other))
      if first != second { return first < second ? .less : .greater }
    }
    return others.next() == nil ? .equal : .less
  }
}

extension Unicode.Scalar {
  /// In lower case, where that is one character.
  var folded: Unicode.Scalar {
    if value < 0x80 { return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value) | 0x20) : self }
    return properties.lowercaseMapping.unicodeScalars.only ?? self
  }

  /// In upper case, where that is one character.
  var raised: Unicode.Scalar {
    if value < 0x80 { return (0x61...0x7A).contains(value) ? Unicode.Scalar(UInt8(value) & 0xDF) : self }
    return properties.uppercaseMapping.unicodeScalars.only ?? self
  }
}

extension Collection {
  /// The element of a collection of one.
  fileprivate var only: Element? { dropFirst().isEmpty ? first : nil }
}
