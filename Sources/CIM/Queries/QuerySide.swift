/// One side of an operator.
struct QuerySide {
  enum Content {
    case term(Term, TermType)
    /// The instance itself: the class after FROM, its other name, or `__THIS`.
    case instance
    case number(QueryNumber)
    case string(QueryString)
    case boolean(Bool)
    case null
  }

  enum TermType {
    case comparable(QueryType)
    /// What has no value that could be compared, and can still be NULL.
    case array, reference, embedded

    /// Of a property, or of one item of it.
    init(_ property: CIMProperty, isItem: Bool = false) {
      if property.isArray, !isItem {
        self = .array
      } else if property.embeddedClass != nil {
        self = .embedded
      } else {
        self = QueryType(property.type).map { .comparable($0) } ?? .reference
      }
    }
  }

  let content: Content
  let column: Int
  /// For messages.
  let shown: String
}

extension QueryParser {
  mutating func side() throws(QueryError) -> QuerySide {
    let column = token.column
    let content: QuerySide.Content
    switch token.content {
    case .number(let number): content = .number(number)
    case .string(let string): content = .string(string)
    case .word where token.isWord("NULL"): content = .null
    case .word where token.isWord("TRUE"): content = .boolean(true)
    case .word where token.isWord("FALSE"): content = .boolean(false)
    case .word: return try namedSide()
    case .symbol, .end: throw unexpected("a property or a value")
    }
    let shown = token.shown
    try advance()
    return QuerySide(content: content, column: column, shown: shown)
  }

  private mutating func namedSide() throws(QueryError) -> QuerySide {
    let path = try path()
    guard let cimClass = from?.cimClass else { throw unexpected("FROM") }
    let (column, shown) = (path.column, path.shown)
    let last = path.parts[path.parts.count - 1].name
    if path.parts.count == 1 || (path.parts.count == 2 && isFromClass(path.parts[0].name)) {
      if language == .wql, last.isSameName(as: "__CLASS") {
        return QuerySide(content: .term(.className, .comparable(.text)), column: column, shown: shown)
      }
    }
    if path.parts.count == 1, isFromClass(last) || (language == .wql && last.isSameName(as: "__THIS")) {
      return QuerySide(content: .instance, column: column, shown: shown)
    }
    let property: CIMProperty
    do {
      property = try self.property(path, in: cimClass)
    } catch {
      // `EVERY x IN …`: the word was no name.
      if path.parts.count == 1, case .word = token.content, let reason = Self.unsupported(last) {
        throw QueryError(.unsupported, at: column, reason)
      }
      throw error
    }
    let place = place(of: property)
    guard token.isSymbol(.openBracket) else {
      return QuerySide(content: .term(.property(place), QuerySide.TermType(property)), column: column, shown: shown)
    }
    let index = try index(of: property)
    return QuerySide(
      content: .term(.item(place, index: index), QuerySide.TermType(property, isItem: true)), column: column,
      shown: "\(shown)[\(index)]")
  }

  /// `[n]`.
  private mutating func index(of property: CIMProperty) throws(QueryError) -> Int {
    guard language == .cql else {
      throw QueryError(.unsupported, at: token.column, "WQL has no items of arrays; CQL has.")
    }
    guard property.isArray else {
      throw QueryError(.typeMismatch, at: token.column, "\(property.name) is no array.")
    }
    try advance()
    guard case .number(.integer(let number)) = token.content, (0...Int128(UInt16.max)).contains(number) else {
      throw QueryError(.unsupported, at: token.column, "Between the brackets there can be one number only, from 0.")
    }
    try advance()
    guard token.isSymbol(.closeBracket) else { throw unexpected("']'") }
    try advance()
    return Int(number)
  }
}
