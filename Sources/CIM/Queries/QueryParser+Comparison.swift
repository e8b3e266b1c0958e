extension QueryParser {
  /// `column`: of the operator.
  func comparison(
    _ left: QuerySide, _ relation: QueryRelation, _ right: QuerySide, at column: Int
  ) throws(QueryError) -> QueryCondition {
    for side in [left, right] {
      if case .null = side.content {
        throw QueryError(.unsupported, at: side.column, "A comparison with NULL is never true: write IS NULL.")
      }
      if case .instance = side.content {
        throw QueryError(.typeMismatch, at: side.column, "\(side.shown) is a class: ask with ISA, or name a property.")
      }
    }
    switch (left.content, right.content) {
    case (.term(let term, let type), .term(let other, let otherType)):
      let compared = try comparable(type, left)
      let with = try comparable(otherType, right)
      guard compared == with else {
        throw QueryError(
          .typeMismatch, at: right.column,
          "\(left.shown) is \(compared.shown), and \(right.shown) is \(with.shown): they cannot be compared.")
      }
      try checkOrder(relation, compared, at: column)
      return .test(.comparison(term, relation, .term(other), language.textRule))
    case (.term(let term, let type), _):
      let compared = try comparable(type, left)
      try checkOrder(relation, compared, at: column)
      let value = try literal(right, for: compared, left)
      return .test(.comparison(term, relation, .literal(value), language.textRule))
    case (_, .term): return try comparison(right, relation.mirrored, left, at: column)
    default: throw QueryError(.unsupported, at: left.column, "One side of a comparison must be a property.")
    }
  }

  private func checkOrder(_ relation: QueryRelation, _ type: QueryType, at column: Int) throws(QueryError) {
    guard relation.isOrdering, type == .boolean else { return }
    throw QueryError(.typeMismatch, at: column, "Truth values have no order: use = or <>.")
  }

  private func comparable(_ type: QuerySide.TermType, _ side: QuerySide) throws(QueryError) -> QueryType {
    let reason: String
    switch type {
    case .comparable(let type): return type
    case .array where language == .cql: reason = "is an array: compare one item of it, \(side.shown)[0]."
    case .array: reason = "is an array: WQL cannot compare arrays; CQL can compare their items."
    case .reference: reason = "is a reference: use the association filter."
    case .embedded: reason = "holds an instance, and instances cannot be compared."
    }
    throw QueryError(.typeMismatch, at: side.column, "\(side.shown) \(reason)")
  }

  /// What a literal means where a value of the type is wanted.
  private func literal(
    _ side: QuerySide, for type: QueryType, _ property: QuerySide
  ) throws(QueryError) -> QueryValue {
    switch (type, side.content) {
    case (.number, .number(let number)): return .number(number)
    case (.text, .string(let string)): return .text(string.text)
    case (.boolean, .boolean(let value)): return .boolean(value)
    case (.time, .string(let string)):
      if let time = CIMDateTime(string.text) { return .time(time) }
      throw QueryError(
        .typeMismatch, at: side.column,
        "\(property.shown) is a time: write '20261122204903.000000+060', or '00000001020304.000000:000' for one day, "
          + "two hours, three minutes and four seconds.")
    default:
      if language == .wql, let value = converted(side, to: type) { return value }
      let wanted =
        switch type {
        case .number: "a number without quotes"
        case .text, .time: "a string in quotes"
        case .boolean: "TRUE or FALSE"
        }
      throw QueryError(
        .typeMismatch, at: side.column, "\(property.shown) is \(type.shown): compare it with \(wanted).")
    }
  }

  /// WMI takes numbers and truth values in quotes, and 1 and 0 for truth values.
  private func converted(_ side: QuerySide, to type: QueryType) -> QueryValue? {
    switch (type, side.content) {
    case (.boolean, .number(.integer(let number))):
      return number == 0 || number == 1 ? .boolean(number == 1) : nil
    case (.boolean, .string(let string)):
      if case .boolean(let value)? = CIMValue(text: string.text, type: .boolean) { return .boolean(value) }
      return nil
    case (.number, .string(let string)):
      var lexer = QueryLexer(string.text)
      guard let first = try? lexer.next(), case .number(let number) = first.content,
        let second = try? lexer.next(), case .end = second.content
      else { return nil }
      return .number(number)
    default: return nil
    }
  }
}
