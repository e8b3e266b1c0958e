import Documents

/// `chip.member`: something that a chip of the board has.
struct ChipMember: Hashable {
  var chip: String
  var name: String
}

extension ValueType where Value == ChipMember {
  static func chipMember(example: String) -> Self {
    ValueType("a chip and what it has, such as \(example)") { (text) throws(Refusal) -> ChipMember? in
      let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? ChipMember(chip: parts[0], name: parts[1]) : nil
    }
  }
}
