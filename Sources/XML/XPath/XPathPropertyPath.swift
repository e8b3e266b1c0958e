/// What an expression names plainly, so that it names it even where the instance has no such element now: `Name`,
/// `p:Name[2]`, `/CIM_Fan/Name/text()`.
public struct XPathPropertyPath: Hashable, Sendable {
  public let property: String
  /// From 1.
  public let index: Int?
  /// The text of the property, not its element.
  public let isText: Bool
}

extension XPathTranslation {
  /// Nil for an expression that is more than a plain path, or a path to elsewhere.
  var propertyPath: XPathPropertyPath? {
    var rest = lexer.tokens[...]
    func next(is kinds: XPathToken.Kind...) -> Bool { rest.prefix(kinds.count).map(\.kind) == kinds }
    if next(is: .dot, .slash) {
      rest = rest.dropFirst(2)
    } else {
      let isRooted = next(is: .slash)
      let inner = isRooted ? rest.dropFirst() : rest
      if let name = inner.first.flatMap(classLocalName), isClassName(name), inner.dropFirst().first?.kind == .slash {
        rest = inner.dropFirst(2)
      } else if isRooted {
        return nil
      }
    }
    guard let property = rest.popFirst().flatMap(classLocalName) else { return nil }
    var index: Int?
    if next(is: .openPredicate, .number, .closePredicate) {
      guard let number = Int(lexer.string(rest[rest.startIndex + 1].range)), number > 0 else { return nil }
      index = number
      rest = rest.dropFirst(3)
    }
    let isText = next(is: .slash, .nodeType, .open, .close)
    if isText {
      guard lexer.string(rest[rest.startIndex + 1].range) == "text" else { return nil }
      rest = rest.dropFirst(4)
    }
    return rest.isEmpty ? XPathPropertyPath(property: property, index: index, isText: isText) : nil
  }

  /// A name in the class's namespace.
  private func classLocalName(_ token: XPathToken) -> String? {
    guard case .name(let prefix) = token.kind else { return nil }
    let start = token.range.lowerBound
    let local = lexer.string((prefix.map { start + $0 + 1 } ?? start)..<token.range.upperBound)
    if let prefix, !isClassPrefix(lexer.string(start..<(start + prefix))) { return nil }
    return local == "*" ? nil : local
  }
}
