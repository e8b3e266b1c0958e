/// One word of a query, and where it begins.
struct QueryToken: Sendable {
  enum Content: Sendable {
    /// A keyword or a name: which of the two is up to the parser.
    case word(String)
    case string(QueryString)
    case number(QueryNumber)
    case symbol(Symbol)
    case end
  }

  enum Symbol: String, Sendable {
    case star = "*"
    case comma = ","
    case dot = "."
    case open = "("
    case close = ")"
    case openBracket = "["
    case closeBracket = "]"
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  let content: Content
  /// In characters, from 1.
  let column: Int

  /// For messages.
  var shown: String {
    switch content {
    case .word(let word): "'\(QueryError.shown(word))'"
    case .string: "a string"
    case .number: "a number"
    case .symbol(let symbol): "'\(symbol.rawValue)'"
    case .end: "the end"
    }
  }

  func isWord(_ keyword: String) -> Bool {
    if case .word(let word) = content { word.isSameName(as: keyword) } else { false }
  }

  func isSymbol(_ symbol: Symbol) -> Bool {
    if case .symbol(symbol) = content { true } else { false }
  }
}

/// A string literal without its quotes and escapes, and where each of its characters stands in the query.
struct QueryString: Sendable {
  var scalars: [Unicode.Scalar] = []
  var columns: [Int] = []
  /// Of the closing quote.
  var endColumn = 0

  var text: String { String(String.UnicodeScalarView(scalars)) }
}
