/// An expression checked, and rewritten for libxml2: every prefix is one of ours, and names without a prefix have that
/// of the instance's class, which they could not mean in XPath 1.0.
struct XPathTranslation {
  /// The prefix that stands for the class of the instance at hand.
  static let classPrefix = "p"

  /// UTF-8.
  private(set) var text: [UInt8] = []
  /// The namespaces of the prefixes `n0`, `n1` …
  private(set) var namespaces: [String] = []

  let lexer: XPathLexer
  /// Those that the expression uses: what is in scope besides may be long.
  private let prefixes: [String: String]
  private let assumed: String
  /// What stands before this place in `text` stood `shift` bytes further on in the original.
  private var shifts: [(place: Int, shift: Int)] = []

  init(
    _ original: String, prefixes: [String: String], assumed: String, limits: XPathLimits
  ) throws(XPathError) {
    guard original.utf8.count <= limits.length else {
      throw XPathError(.limit, "The expression has more than \(limits.length) bytes.", column: limits.length + 1)
    }
    var lexer = XPathLexer(Array(original.utf8), limits: limits)
    try lexer.run()
    var nesting = XPathNesting(lexer, limits)
    try nesting.check()
    self.lexer = lexer
    self.prefixes = try Self.used(prefixes, in: lexer, limits)
    self.assumed = assumed
    try translate()
  }

  private static func used(
    _ prefixes: [String: String], in lexer: XPathLexer, _ limits: XPathLimits
  ) throws(XPathError) -> [String: String] {
    var used: [String: String] = [:]
    var size = 0
    for token in lexer.tokens {
      guard case .name(let length?) = token.kind else { continue }
      let start = token.range.lowerBound
      let prefix = lexer.string(start..<(start + length))
      guard used[prefix] == nil, let namespace = prefixes[prefix] else { continue }
      used[prefix] = namespace
      size += namespace.utf8.count
      guard size <= limits.namespaces else {
        throw lexer.error(
          .limit, "The namespaces of the prefixes have more than \(limits.namespaces) bytes.", at: start)
      }
    }
    return used
  }

  /// Where a byte of `text` stood in the original, as a column.
  func column(_ place: Int) -> Int {
    lexer.column(place + (shifts.last { $0.place <= place }?.shift ?? 0))
  }

  private mutating func translate() throws(XPathError) {
    var done = 0
    var predicates = 0
    for (number, token) in lexer.tokens.enumerated() {
      switch token.kind {
      case .openPredicate: predicates += 1
      case .closePredicate: predicates -= 1
      case .name(let prefix):
        guard let replacement = try replacement(token, prefix, number, isOutermost: predicates == 0) else { continue }
        text += lexer.text[done..<token.range.lowerBound]
        text += replacement.utf8
        done = token.range.upperBound
        shifts.append((text.count, done - text.count))
      default: break
      }
    }
    text += lexer.text[done...]
  }

  /// What is written for a name; nil when it stays as it is.
  private mutating func replacement(
    _ token: XPathToken, _ prefix: Int?, _ number: Int, isOutermost: Bool
  ) throws(XPathError) -> String? {
    let start = token.range.lowerBound
    if let prefix {
      let local = lexer.string((start + prefix + 1)..<token.range.upperBound)
      let ours = try ownPrefix(of: lexer.string(start..<(start + prefix)), at: start)
      return rooted("\(ours):\(local)", local, number, isOutermost: isOutermost && ours == Self.classPrefix)
    }
    let local = lexer.string(token.range)
    if local == "*" || isAttribute(number) { return nil }
    return rooted("\(Self.classPrefix):\(local)", local, number, isOutermost: isOutermost)
  }

  private mutating func ownPrefix(of prefix: String, at place: Int) throws(XPathError) -> String {
    if prefix == "xml" { return prefix }
    guard let namespace = prefixes[prefix] else {
      let shown = lexer.shown(place..<(place + prefix.utf8.count))
      throw lexer.error(.unboundPrefix(prefix), "The prefix \(shown) is not declared.", at: place)
    }
    if isClassPrefix(prefix) { return Self.classPrefix }
    let number = namespaces.firstIndex(of: namespace) ?? namespaces.count
    if number == namespaces.count { namespaces.append(namespace) }
    return "n\(number)"
  }

  /// Whether a prefix stands for the class that is asked for. Letters count in any case, as in class names.
  func isClassPrefix(_ prefix: String) -> Bool {
    prefixes[prefix]?.utf8.elementsEqual(assumed.utf8, by: { $0.asciiLowercased == $1.asciiLowercased }) ?? false
  }

  func isClassName(_ local: String) -> Bool {
    local.utf8.elementsEqual(assumed.utf8.suffix(while: { $0 != UInt8(ascii: "/") }))
  }

  /// A path begins at the instance element; but one that begins with the name of the class is meant from above.
  private func rooted(_ name: String, _ local: String, _ number: Int, isOutermost: Bool) -> String {
    guard isOutermost, isClassName(local) else { return name }
    switch number == 0 ? nil : lexer.tokens[number - 1].kind {
    case nil, .binary, .minus, .open, .comma: return "/" + name
    default: return name
    }
  }

  private func isAttribute(_ number: Int) -> Bool {
    guard number > 0 else { return false }
    if lexer.tokens[number - 1].kind == .at { return true }
    guard number > 1, lexer.tokens[number - 1].kind == .doubleColon else { return false }
    return lexer.string(lexer.tokens[number - 2].range) == "attribute"
  }
}

extension String.UTF8View {
  /// The longest end all of whose bytes fit.
  fileprivate func suffix(while fits: (UInt8) -> Bool) -> Substring.UTF8View {
    var start = endIndex
    while start > startIndex, fits(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
