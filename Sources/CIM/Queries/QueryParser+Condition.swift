extension QueryParser {
  /// `depth`: parentheses and NOTs around it.
  mutating func disjunction(depth: Int) throws(QueryError) -> QueryCondition {
    var parts = [try conjunction(depth: depth)]
    while token.isWord("OR") {
      try advance()
      parts.append(try conjunction(depth: depth))
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction(depth: Int) throws(QueryError) -> QueryCondition {
    var parts = [try negation(depth: depth)]
    while token.isWord("AND") {
      try advance()
      parts.append(try negation(depth: depth))
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation(depth: Int) throws(QueryError) -> QueryCondition {
    let isNegated = token.isWord("NOT")
    guard isNegated || token.isSymbol(.open) else { return try test() }
    guard depth < QueryLimits.depth else {
      throw QueryError(
        .limit, at: token.column, "Parentheses and NOTs may be at most \(QueryLimits.depth) deep.")
    }
    try advance()
    if isNegated { return .not(try negation(depth: depth + 1)) }
    let inner = try disjunction(depth: depth + 1)
    guard token.isSymbol(.close) else { throw unexpected("AND, OR or ')'") }
    try advance()
    return inner
  }

  private mutating func test() throws(QueryError) -> QueryCondition {
    tests += 1
    guard tests <= QueryLimits.tests else {
      throw QueryError(.limit, at: token.column, "A condition may have at most \(QueryLimits.tests) comparisons.")
    }
    let left = try side()
    if case .symbol(let symbol) = token.content, let relation = QueryRelation(symbol) {
      let column = token.column
      try advance()
      return try comparison(left, relation, try side(), at: column)
    }
    if token.isWord("IS") { return try nullTest(left) }
    let isNegated = token.isWord("NOT")
    if isNegated { try advance() }
    let test: QueryCondition.Test
    if token.isWord("LIKE") {
      test = try likeTest(left)
    } else if token.isWord("ISA") {
      test = try classTest(left)
    } else {
      throw unexpected(isNegated ? "LIKE or ISA" : "an operator (=, <>, <, <=, >, >=, LIKE, IS NULL or ISA)")
    }
    return isNegated ? .not(.test(test)) : .test(test)
  }

  private mutating func nullTest(_ side: QuerySide) throws(QueryError) -> QueryCondition {
    try advance()
    let isNegated = token.isWord("NOT")
    if isNegated { try advance() }
    guard token.isWord("NULL") else { throw unexpected("NULL") }
    try advance()
    guard case .term(let term, _) = side.content else {
      throw QueryError(.unsupported, at: side.column, "IS NULL asks about a property, not \(side.shown).")
    }
    return isNegated ? .not(.test(.isNull(term))) : .test(.isNull(term))
  }

  private mutating func likeTest(_ side: QuerySide) throws(QueryError) -> QueryCondition.Test {
    try advance()
    let column = token.column
    guard case .string(let string) = token.content else { throw unexpected("a pattern in quotes") }
    patterns += 1
    guard patterns <= QueryLimits.patterns else {
      throw QueryError(.limit, at: column, "A condition may have at most \(QueryLimits.patterns) LIKEs.")
    }
    guard case .term(let term, .comparable(.text)) = side.content else {
      throw QueryError(.typeMismatch, at: side.column, "LIKE matches text: \(side.shown) is not a property of text.")
    }
    let pattern = try LikePattern(string, language)
    try advance()
    return .like(term, pattern)
  }

  private mutating func classTest(_ side: QuerySide) throws(QueryError) -> QueryCondition.Test {
    try advance()
    let name: String
    switch token.content {
    case .word(let word): name = word
    case .string(let string): name = string.text
    default: throw unexpected("the name of a class")
    }
    let cimClass = try knownClass(name, at: token.column, .unsupported)
    try advance()
    guard case .instance = side.content else {
      throw QueryError(
        .typeMismatch, at: side.column,
        "ISA asks about the instance: name the class after FROM before it, not \(side.shown).")
    }
    return .isKind(cimClass)
  }
}
