/// A word of an expression.
struct XPathToken {
  enum Kind: Hashable {
    case number, literal
    /// A name test, `*` and `p:*` among them; the prefix is given by its length in bytes.
    case name(prefix: Int?)
    case function, nodeType, axis
    /// `and`, `or`, `div`, `mod`, `*` and all of punctuation that stands between two operands.
    case binary
    /// Between operands or before one.
    case minus
    case slash, doubleSlash
    case open, close, openPredicate, closePredicate
    case comma, at, doubleColon, dot, dotDot
  }

  let kind: Kind
  /// Bytes.
  let range: Range<Int>

  /// An operator may follow (XPath 1.0, 3.7: this is what tells `*` from `*` and `and` from `and`).
  var endsOperand: Bool {
    switch kind {
    case .number, .literal, .name, .close, .closePredicate, .dot, .dotDot: true
    default: false
    }
  }
}

/// Cuts an expression into tokens (XPath 1.0, 3.7).
struct XPathLexer {
  let text: [UInt8]
  private let limits: XPathLimits
  private var place = 0
  private(set) var tokens: [XPathToken] = []

  init(_ text: [UInt8], limits: XPathLimits) {
    self.text = text
    self.limits = limits
  }

  /// All tokens, none of them impossible after the one before it.
  mutating func run() throws(XPathError) {
    while skipSpace(), place < text.count {
      guard tokens.count < limits.tokens else {
        throw error(.limit, "The expression has more than \(limits.tokens) words and operators.", at: place)
      }
      let start = place
      let kind = try next()
      tokens.append(XPathToken(kind: kind, range: start..<place))
    }
    guard !tokens.isEmpty else { throw XPathError(.syntax, "The expression is empty.") }
  }

  /// The column of a byte.
  func column(_ place: Int) -> Int { text.column(place) }

  func error(_ kind: XPathError.Kind, _ message: String, at place: Int) -> XPathError {
    XPathError(kind, message, column: column(place))
  }

  func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  /// The same for a sentence, which cannot bear any length.
  func shown(_ range: Range<Int>) -> String {
    let scalars = string(range).unicodeScalars
    let head = String(scalars.prefix(64))
    return scalars.dropFirst(64).isEmpty ? head : head + "…"
  }

  private mutating func skipSpace() -> Bool {
    while place < text.count && text[place].isXMLSpace { place += 1 }
    return true
  }

  private func byte(_ offset: Int) -> UInt8 { place + offset < text.count ? text[place + offset] : 0 }

  private mutating func next() throws(XPathError) -> XPathToken.Kind {
    let afterOperand = tokens.last?.endsOperand ?? false
    let first = byte(0)
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      try expectOperand(afterOperand)
      return number()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      try expectOperand(afterOperand)
      return try literal(first)
    case UInt8(ascii: "."):
      try expectOperand(afterOperand)
      if byte(1).isDigit { return number() }
      return byte(1) == UInt8(ascii: ".") ? take(2, .dotDot) : take(1, .dot)
    case UInt8(ascii: "*") where afterOperand: return take(1, .binary)
    case UInt8(ascii: "*"): return take(1, .name(prefix: nil))
    case UInt8(ascii: "$"):
      throw error(.unsupported, "There are no variables.", at: place)
    case _ where first.isXPathNameStart: return try name(afterOperand)
    default: return try punctuation(first, afterOperand)
    }
  }

  private func expectOperand(_ afterOperand: Bool) throws(XPathError) {
    if afterOperand { throw error(.syntax, "An operator is missing.", at: place) }
  }

  private mutating func take(_ count: Int, _ kind: XPathToken.Kind) -> XPathToken.Kind {
    place += count
    return kind
  }

  private mutating func number() -> XPathToken.Kind {
    while byte(0).isDigit { place += 1 }
    if byte(0) == UInt8(ascii: ".") { place += 1 }
    while byte(0).isDigit { place += 1 }
    return .number
  }

  private mutating func literal(_ quote: UInt8) throws(XPathError) -> XPathToken.Kind {
    guard let end = text[(place + 1)...].firstIndex(of: quote) else {
      throw error(.syntax, "The text that begins here has no end.", at: place)
    }
    place = end + 1
    return .literal
  }

  private mutating func punctuation(_ first: UInt8, _ afterOperand: Bool) throws(XPathError) -> XPathToken.Kind {
    let isEqual = byte(1) == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "/"): return byte(1) == first ? take(2, .doubleSlash) : take(1, .slash)
    case UInt8(ascii: "("):
      try expectOperand(afterOperand)
      return take(1, .open)
    case UInt8(ascii: ")"): return take(1, .close)
    case UInt8(ascii: "["): return take(1, .openPredicate)
    case UInt8(ascii: "]"): return take(1, .closePredicate)
    case UInt8(ascii: ","): return take(1, .comma)
    case UInt8(ascii: "@"):
      try expectOperand(afterOperand)
      return take(1, .at)
    case UInt8(ascii: ":") where byte(1) == first: return take(2, .doubleColon)
    case UInt8(ascii: "-"): return take(1, .minus)
    case UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "|"): return take(1, .binary)
    case UInt8(ascii: "<"), UInt8(ascii: ">"): return take(isEqual ? 2 : 1, .binary)
    case UInt8(ascii: "!") where isEqual: return take(2, .binary)
    default:
      let end = text[place...].dropFirst().firstIndex { $0 & 0xC0 != 0x80 } ?? text.count
      throw error(.syntax, "The character \(string(place..<end)) has no meaning here.", at: place)
    }
  }

  /// A name is an operator, function, type of nodes, axis, or the name of what is looked for.
  private mutating func name(_ afterOperand: Bool) throws(XPathError) -> XPathToken.Kind {
    let start = place
    skipName()
    let word = string(start..<place)
    if afterOperand {
      guard XPathGrammar.operators.contains(word) else {
        throw error(.syntax, "An operator is missing before \(shown(start..<place)).", at: start)
      }
      return .binary
    }
    if byte(0) == UInt8(ascii: ":") && byte(1) != UInt8(ascii: ":") { return try qualified(start) }
    let end = place
    _ = skipSpace()
    defer { place = end }
    if byte(0) == UInt8(ascii: "(") {
      if XPathGrammar.nodeTypes.contains(word) { return .nodeType }
      guard XPathGrammar.functions[word] != nil else {
        throw error(.unsupported, "There is no function \(shown(start..<end)) in XPath 1.0.", at: start)
      }
      return .function
    }
    guard byte(0) == UInt8(ascii: ":") && byte(1) == UInt8(ascii: ":") else { return .name(prefix: nil) }
    guard XPathGrammar.axes.contains(word) else {
      throw error(
        word == "namespace" ? .unsupported : .syntax, "There is no axis \(shown(start..<end)) here.", at: start)
    }
    return .axis
  }

  private mutating func qualified(_ start: Int) throws(XPathError) -> XPathToken.Kind {
    let prefix = place - start
    place += 1
    if byte(0) == UInt8(ascii: "*") {
      place += 1
    } else {
      guard byte(0).isXPathNameStart else { throw error(.syntax, "A name is missing after the colon.", at: place) }
      skipName()
    }
    let end = place
    _ = skipSpace()
    defer { place = end }
    guard byte(0) != UInt8(ascii: "(") else {
      throw error(.unsupported, "There is no function \(shown(start..<end)) in XPath 1.0.", at: start)
    }
    return .name(prefix: prefix)
  }

  private mutating func skipName() {
    while byte(0).isXPathNameStart || byte(0).isDigit || byte(0) == UInt8(ascii: "-") || byte(0) == UInt8(ascii: ".") {
      place += 1
    }
  }
}

extension [UInt8] {
  /// The number of the character, from 1, that the byte at `place` belongs to.
  func column(_ place: Int) -> Int { self[..<Swift.min(place, count)].count { $0 & 0xC0 != 0x80 } + 1 }
}

extension UInt8 {
  fileprivate var isDigit: Bool { 0x30...0x39 ~= self }

  /// Which characters beyond ASCII a name may have is left to libxml2.
  fileprivate var isXPathNameStart: Bool {
    0x61...0x7A ~= self || 0x41...0x5A ~= self || self == 0x5F || self >= 0x80
  }
}
