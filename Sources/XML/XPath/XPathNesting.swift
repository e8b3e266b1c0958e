/// Looks at parentheses, predicates, arguments and the order of operands and operators, so that most of what is wrong
/// is told with its place and in words; the rest libxml2 finds.
struct XPathNesting {
  private enum Opening {
    case parenthesis
    case function(XPathToken)
    case predicate
  }

  private let lexer: XPathLexer
  private let limits: XPathLimits
  private var open: [(opening: Opening, place: Int, commas: Int)] = []
  private var steps = 0

  init(_ lexer: XPathLexer, _ limits: XPathLimits) {
    self.lexer = lexer
    self.limits = limits
  }

  mutating func check() throws(XPathError) {
    var previous: XPathToken?
    for token in lexer.tokens {
      try check(token, after: previous)
      previous = token
    }
    if let previous, !previous.endsOperand && previous.kind != .slash {
      throw lexer.error(.syntax, "Something is missing at the end.", at: lexer.text.count)
    }
    if let last = open.last {
      throw lexer.error(.syntax, "What is opened here is not closed.", at: last.place)
    }
  }

  private mutating func check(_ token: XPathToken, after previous: XPathToken?) throws(XPathError) {
    let place = token.range.lowerBound
    switch token.kind {
    case .open:
      if let previous, previous.kind == .function {
        try push(.function(previous), place)
      } else {
        try push(.parenthesis, place)
      }
    case .openPredicate:
      guard let previous, previous.endsOperand else {
        throw lexer.error(.syntax, "There is nothing that this predicate could be about.", at: place)
      }
      try push(.predicate, place)
    case .close, .closePredicate: try close(token, after: previous)
    case .comma:
      try expectOperand(previous, at: place)
      guard let last = open.last, case .function = last.opening else {
        throw lexer.error(.syntax, "A comma has no meaning outside of a function's arguments.", at: place)
      }
      open[open.count - 1].commas += 1
    case .binary: try expectOperand(previous, at: place)
    case .name, .dot, .dotDot, .nodeType:
      steps += 1
      guard steps <= limits.steps else {
        throw lexer.error(.limit, "The expression has more than \(limits.steps) steps.", at: place)
      }
    default: break
    }
  }

  private mutating func push(_ opening: Opening, _ place: Int) throws(XPathError) {
    guard open.count < limits.nesting else {
      throw lexer.error(
        .limit, "Parentheses and predicates are nested deeper than \(limits.nesting).", at: place)
    }
    open.append((opening, place, 0))
  }

  private mutating func close(_ token: XPathToken, after previous: XPathToken?) throws(XPathError) {
    let place = token.range.lowerBound
    guard let (opening, _, commas) = open.popLast() else {
      throw lexer.error(.syntax, "What is closed here was not opened.", at: place)
    }
    switch opening {
    case .predicate where token.kind == .closePredicate: try expectOperand(previous, at: place)
    case .parenthesis where token.kind == .close:
      // Types of nodes have parentheses with nothing in them.
      if previous?.kind != .open { try expectOperand(previous, at: place) }
    case .function(let function) where token.kind == .close:
      if previous?.kind != .open { try expectOperand(previous, at: place) }
      let count = previous?.kind == .open ? 0 : commas + 1
      let name = lexer.string(function.range)
      guard let range = XPathGrammar.functions[name], !range.contains(count) else { return }
      throw lexer.error(
        .syntax, "The function \(name) cannot have \(count) arguments.", at: function.range.lowerBound)
    default: throw lexer.error(.syntax, "Brackets and parentheses cross here.", at: place)
    }
  }

  /// A single `/` is an operand too: the document.
  private func expectOperand(_ previous: XPathToken?, at place: Int) throws(XPathError) {
    guard let previous, previous.endsOperand || previous.kind == .slash else {
      throw lexer.error(.syntax, "Something is missing here.", at: place)
    }
  }
}
