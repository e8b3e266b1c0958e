/// The words of XPath 1.0.
enum XPathGrammar {
  static let operators: Set<String> = ["and", "or", "div", "mod"]

  static let nodeTypes: Set<String> = ["comment", "text", "processing-instruction", "node"]

  /// The namespace axis is not among them: an instance has no namespaces of its own, they stand on the envelope.
  static let axes: Set<String> = [
    "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following",
    "following-sibling", "parent", "preceding", "preceding-sibling", "self",
  ]

  /// The core library (XPath 1.0, 4), each function with the number of its arguments.
  static let functions: [String: ClosedRange<Int>] = [
    "last": 0...0, "position": 0...0, "count": 1...1, "id": 1...1, "local-name": 0...1, "namespace-uri": 0...1,
    "name": 0...1, "string": 0...1, "concat": 2...256, "starts-with": 2...2, "contains": 2...2,
    "substring-before": 2...2, "substring-after": 2...2, "substring": 2...3, "string-length": 0...1,
    "normalize-space": 0...1, "translate": 3...3, "boolean": 1...1, "not": 1...1, "true": 0...0, "false": 0...0,
    "lang": 1...1, "number": 0...1, "sum": 1...1, "floor": 1...1, "ceiling": 1...1, "round": 1...1,
  ]
}
