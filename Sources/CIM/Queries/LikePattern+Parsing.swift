extension LikePattern {
  /// Reads the pattern of a LIKE. Columns of errors are those of its characters in the query.
  init(_ string: QueryString, _ language: QueryLanguage) throws(QueryError) {
    var reader = LikeReader(string: string)
    switch language {
    case .wql: try reader.readWQL()
    case .cql: try reader.readCQL()
    }
    self.init(reader.items, language.textRule)
  }
}

private struct LikeReader {
  let string: QueryString
  private(set) var items: [LikePattern.Item] = []
  private var place = 0

  init(string: QueryString) { self.string = string }

  private var current: Unicode.Scalar? { place < string.scalars.count ? string.scalars[place] : nil }

  /// Of the current character, or of the quote after the last.
  private var column: Int { place < string.columns.count ? string.columns[place] : string.endColumn }

  /// `%` any text, `_` any character, `[a-f]` and `[^a-f]` sets.
  mutating func readWQL() throws(QueryError) {
    while let scalar = current {
      switch scalar {
      case "%": try append(LikePattern.Item(set: .any, repeats: true))
      case "_": try append(LikePattern.Item(set: .any))
      case "[":
        try append(LikePattern.Item(set: try set()))
        continue
      default: try append(LikePattern.Item(set: .one(scalar)))
      }
      place += 1
    }
  }

  /// Past the closing bracket.
  private mutating func set() throws(QueryError) -> CharacterRanges {
    let start = column
    place += 1
    var set = CharacterRanges()
    if current == "^" {
      set.isInverted = true
      place += 1
    }
    while let first = current, first != "]" {
      let firstColumn = column
      place += 1
      var last = first
      if current == "-", place + 1 < string.scalars.count, string.scalars[place + 1] != "]" {
        last = string.scalars[place + 1]
        place += 2
      }
      guard first <= last else {
        throw QueryError(
          .syntax, at: firstColumn, "The range '\(first)-\(last)' runs backwards: write '\(last)-\(first)'.")
      }
      set.ranges.append(first...last)
    }
    guard current != nil else {
      throw QueryError(.syntax, at: start, "This '[' has no ']': write [[] for a bracket that stands for itself.")
    }
    guard !set.ranges.isEmpty else {
      throw QueryError(.syntax, at: start, "A set of characters between brackets must not be empty.")
    }
    place += 1
    return set
  }

  /// Basic Like of DSP0202: `.` any character, `*` any number of the character before it, `\` takes away a meaning.
  mutating func readCQL() throws(QueryError) {
    while let scalar = current {
      switch scalar {
      case ".": try append(LikePattern.Item(set: .any))
      case "*": try repeatLast()
      case "\\":
        place += 1
        guard let escaped = current else {
          throw QueryError(.syntax, at: column, "The pattern ends after a backslash: write \\\\\\\\ for a backslash.")
        }
        try append(LikePattern.Item(set: .one(escaped)))
      case "[", "]", "(", ")", "{", "}", "|", "+", "?", "^", "$":
        throw QueryError(
          .unsupported, at: column,
          "'\(scalar)' has no meaning in the patterns of Basic Like: write \\\\\(scalar) for the character itself.")
      default: try append(LikePattern.Item(set: .one(scalar)))
      }
      place += 1
    }
  }

  private mutating func repeatLast() throws(QueryError) {
    guard let last = items.indices.last, !items[last].repeats else {
      throw QueryError(.syntax, at: column, "'*' needs a character before it: write .* for any text.")
    }
    items[last].repeats = true
    mergeRepeats()
  }

  private mutating func append(_ item: LikePattern.Item) throws(QueryError) {
    guard items.count < LikePattern.maximumLength else {
      throw QueryError(
        .limit, at: column, "The pattern of a LIKE may have at most \(LikePattern.maximumLength) characters.")
    }
    items.append(item)
    mergeRepeats()
  }

  /// Two of the same in a row (`%%`) say no more than one.
  private mutating func mergeRepeats() {
    guard let last = items.last, last.repeats, let before = items.dropLast().last, before.repeats,
      before.set == last.set
    else { return }
    items.removeLast()
  }
}
