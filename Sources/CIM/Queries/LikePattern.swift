/// The pattern of a LIKE: a row of items, each a set of characters that stands once or any number of times. It is matched
/// against the whole of a text by following all ways through the row at once, in a time that is proportional to the
/// length of the text whatever the pattern (one bit an item, no going back).
struct LikePattern: Sendable {
  /// Items. One bit of the state is needed for the end.
  static let maximumLength = 127

  struct Item: Sendable {
    var set: CharacterRanges
    /// Any number of times, also never.
    var repeats = false
  }

  private let items: [Item]
  private let rule: TextRule
  /// The items that repeat.
  private let repeating: UInt128
  /// For each character of ASCII, the items it fits.
  private let fitting: [UInt128]

  /// At most `maximumLength` items.
  init(_ items: [Item], _ rule: TextRule) {
    precondition(items.count <= Self.maximumLength, "the parser counts the items")
    self.items = items
    self.rule = rule
    repeating = Self.bits(of: items) { $0.repeats }
    fitting = (0..<128).map { code in
      let scalar = Unicode.Scalar(UInt8(code))
      return Self.bits(of: items) { $0.set.contains(scalar, rule) }
    }
  }

  func matches(_ text: String) -> Bool {
    // Bit n: everything before item n has matched.
    var state = past(1)
    for scalar in text.unicodeScalars {
      let fits = scalar.isASCII ? fitting[Int(scalar.value)] : Self.bits(of: items) { $0.set.contains(scalar, rule) }
      let taken = state & fits
      state = past(taken & repeating | (taken & ~repeating) << 1)
      if state == 0 { return false }
    }
    return state >> UInt128(items.count) & 1 == 1
  }

  /// The state with every item passed over that need not stand at all.
  private func past(_ state: UInt128) -> UInt128 {
    var state = state
    while true {
      let next = state | (state & repeating) << 1
      if next == state { return state }
      state = next
    }
  }

  private static func bits(of items: [Item], where holds: (Item) -> Bool) -> UInt128 {
    var bits: UInt128 = 0
    for (place, item) in items.enumerated() where holds(item) { bits |= 1 << UInt128(place) }
    return bits
  }
}

/// A set of characters.
struct CharacterRanges: Hashable, Sendable {
  var ranges: [ClosedRange<Unicode.Scalar>] = []
  var isInverted = false

  static let any = CharacterRanges(isInverted: true)

  static func one(_ scalar: Unicode.Scalar) -> CharacterRanges { CharacterRanges(ranges: [scalar...scalar]) }

  func contains(_ scalar: Unicode.Scalar, _ rule: TextRule) -> Bool {
    let isNamed =
      switch rule {
      case .exact: names(scalar)
      case .ignoringCase: names(scalar) || names(scalar.folded) || names(scalar.raised)
      }
    return isNamed != isInverted
  }

  private func names(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } }
}
