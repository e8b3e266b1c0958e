/// Cuts the text of a query into words.
struct QueryLexer {
  private let scalars: [Unicode.Scalar]
  private var place = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private var following: Unicode.Scalar? { place + 1 < scalars.count ? scalars[place + 1] : nil }

  mutating func next() throws(QueryError) -> QueryToken {
    while let scalar = current, scalar.isBlank { place += 1 }
    let column = place + 1
    guard let first = current else { return QueryToken(content: .end, column: column) }
    if first.isNameStart { return QueryToken(content: .word(word()), column: column) }
    if first == "'" || first == "\"" { return QueryToken(content: .string(try string(first)), column: column) }
    if first.isDigit || (first == "." && following?.isDigit == true) {
      return QueryToken(content: .number(try number(isNegative: false)), column: column)
    }
    if first == "-" || first == "+", let following, following.isDigit || following == "." {
      place += 1
      return QueryToken(content: .number(try number(isNegative: first == "-")), column: column)
    }
    return QueryToken(content: .symbol(try symbol(first)), column: column)
  }

  private mutating func word() -> String {
    let start = place
    while let scalar = current, scalar.isNameStart || scalar.isDigit { place += 1 }
    return String(String.UnicodeScalarView(scalars[start..<place]))
  }

  private mutating func symbol(_ first: Unicode.Scalar) throws(QueryError) -> QueryToken.Symbol {
    if let following, let symbol = QueryToken.Symbol(first, following) {
      place += 2
      return symbol
    }
    if let symbol = QueryToken.Symbol(rawValue: String(first)) {
      place += 1
      return symbol
    }
    let column = place + 1
    switch first {
    case "+", "-", "/", "%":
      throw QueryError(.unsupported, at: column, "Arithmetic ('\(first)') is not supported.")
    case "|": throw QueryError(.unsupported, at: column, "Joining strings ('||') is not supported.")
    case "#": throw QueryError(.unsupported, at: column, "Names of values ('#') are not supported: write the number.")
    case ":": throw QueryError(.unsupported, at: column, "Scopes ('::') are not supported: name the class after FROM.")
    default:
      throw QueryError(.syntax, at: column, "'\(QueryError.shown(String(first)))' does not belong in a query.")
    }
  }

  /// Past a closing quote.
  private mutating func string(_ quote: Unicode.Scalar) throws(QueryError) -> QueryString {
    let start = place + 1
    var string = QueryString()
    place += 1
    while let scalar = current {
      let column = place + 1
      place += 1
      if scalar == quote {
        string.endColumn = column
        return string
      }
      string.scalars.append(scalar == "\\" ? try escaped(at: column) : scalar)
      string.columns.append(column)
    }
    throw QueryError(.syntax, at: start, "The string that begins here has no closing \(quote).")
  }

  /// The character that a backslash and what follows it stand for (DSP0004 A.1).
  private mutating func escaped(at column: Int) throws(QueryError) -> Unicode.Scalar {
    guard let scalar = current else { throw QueryError(.syntax, at: column, "The query ends after a backslash.") }
    place += 1
    switch scalar {
    case "\\", "'", "\"": return scalar
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "x", "X": return try hexadecimalEscape(at: column)
    default:
      throw QueryError(.syntax, at: column, "A backslash before '\(scalar)' means nothing: write \\\\ for a backslash.")
    }
  }

  /// One to four digits.
  private mutating func hexadecimalEscape(at column: Int) throws(QueryError) -> Unicode.Scalar {
    var value: UInt32 = 0
    let start = place
    while place < start + 4, let digit = current?.hexadecimal {
      value = value << 4 | UInt32(digit)
      place += 1
    }
    guard place > start, value > 0, let scalar = Unicode.Scalar(value) else {
      throw QueryError(.syntax, at: column, "\\x needs the one to four hexadecimal digits of a character.")
    }
    return scalar
  }
}

extension QueryLexer {
  /// Digits, `0x` and hexadecimal digits, or a real number; its sign is read.
  private mutating func number(isNegative: Bool) throws(QueryError) -> QueryNumber {
    let start = place
    defer { place = max(place, start) }
    if current == "0", following == "x" || following == "X" {
      place += 2
      let value = try integer(radix: 16, from: start)
      try endNumber(from: start)
      return .integer(isNegative ? -value : value)
    }
    skipDigits()
    var isReal = false
    if current == "." {
      isReal = true
      place += 1
      skipDigits()
    }
    if current == "e" || current == "E" {
      isReal = true
      place += 1
      if current == "+" || current == "-" { place += 1 }
      guard current?.isDigit == true else { throw notANumber(from: start) }
      skipDigits()
    }
    try endNumber(from: start)
    let text = String(String.UnicodeScalarView(scalars[start..<place]))
    if isReal {
      guard let value = Double(text) else { throw notANumber(from: start) }
      guard value.isFinite else { throw tooLarge(from: start) }
      return .real(isNegative ? -value : value)
    }
    place = start
    let value = try integer(radix: 10, from: start)
    return .integer(isNegative ? -value : value)
  }

  private mutating func skipDigits() { while current?.isDigit == true { place += 1 } }

  private mutating func integer(radix: Int128, from start: Int) throws(QueryError) -> Int128 {
    var value: Int128 = 0
    let first = place
    while let digit = current?.hexadecimal, digit < radix {
      value = value * radix + Int128(digit)
      if value > Int128(UInt64.max) { throw tooLarge(from: start) }
      place += 1
    }
    guard place > first else { throw notANumber(from: start) }
    return value
  }

  /// A letter right after a number belongs to neither.
  private func endNumber(from start: Int) throws(QueryError) {
    if let current, current.isNameStart || current.isDigit || current == "." { throw notANumber(from: start) }
  }

  private func notANumber(from start: Int) -> QueryError {
    QueryError(.syntax, at: start + 1, "This is no number: write 42, 0x2A, 4.2 or 4.2e1.")
  }

  private func tooLarge(from start: Int) -> QueryError {
    QueryError(.limit, at: start + 1, "This number is larger than any property can hold.")
  }
}

extension QueryToken.Symbol {
  /// The operators of two characters.
  fileprivate init?(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
    switch (first, second) {
    case ("<", ">"), ("!", "="): self = .notEqual
    case ("<", "="): self = .lessOrEqual
    case (">", "="): self = .greaterOrEqual
    default: return nil
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" }

  fileprivate var isDigit: Bool { (0x30...0x39).contains(value) }

  /// Names of CIM are ASCII (DSP0004 A.2); other letters are taken in, so that messages show whole words.
  fileprivate var isNameStart: Bool {
    switch value {
    case 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: value >= 0x80
    }
  }

  fileprivate var hexadecimal: UInt8? {
    switch value {
    case 0x30...0x39: UInt8(value - 0x30)
    case 0x41...0x46: UInt8(value - 0x41 + 10)
    case 0x61...0x66: UInt8(value - 0x61 + 10)
    default: nil
    }
  }
}
