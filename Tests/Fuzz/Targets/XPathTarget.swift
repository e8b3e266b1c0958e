import XML

/// One expression over one instance: refused with a place, or evaluated to something that lies within the instance.
enum XPathTarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    let text = String(decoding: input, as: UTF8.self)
    guard let document = try? XPathDocument(instance, namespaces: [("p", namespace)]) else {
      throw Violation("the instance cannot be read")
    }
    guard let expression = try compiled(text), let result = try value(of: expression, document, text) else { return }
    let again = try value(of: expression, document, text)
    try require(result == again || result.isNaN && again?.isNaN == true, "the same expression has two values")
    if case .nodes(let nodes) = result {
      for node in nodes { try check(node) }
      try require(Set(nodes).count == nodes.count, "a node is selected twice")
    }
    // A condition is what the language itself makes of the value.
    guard let condition = try compiled("boolean(\(text))"), let truth = try value(of: condition, document, text) else {
      return
    }
    try require(truth == .boolean(result.isTrue), "as a condition \(result) is \(truth)")
  }

  private static let namespace = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_NumericSensor"
  private static let prefixes = ["p": namespace, "wsa": "http://schemas.xmlsoap.org/ws/2004/08/addressing"]

  private static let instance = XMLFragment(prefix: "p") { writer in
    writer.element("CIM_NumericSensor") { writer in
      writer.element("BaseUnits") { $0.plain.text("2") }
      writer.element("CurrentReading") { $0.plain.text("42") }
      writer.element("ElementName") { $0.plain.text("Inlet <&> \"outlet\" temperature \u{1F321}") }
      writer.element("EnabledState") { $0.plain.text("") }
      for state in ["Normal", "Upper Critical", "Upper Critical"] {
        writer.element("PossibleStates") { $0.plain.text(state) }
      }
      writer.element("UnitModifier") { $0.plain.text("-1") }
    }
  }

  private static func compiled(_ text: String) throws(Violation) -> XPathExpression? {
    do throws(XPathError) {
      return try XPathExpression(text, prefixes: prefixes, assumed: namespace)
    } catch {
      try check(error, text)
      return nil
    }
  }

  private static func value(
    of expression: XPathExpression, _ document: XPathDocument, _ text: String
  ) throws(Violation) -> XPathResult? {
    do throws(XPathError) {
      return try expression.evaluate(document)
    } catch {
      try check(error, text)
      return nil
    }
  }

  private static func check(_ error: XPathError, _ text: String) throws(Violation) {
    try require(error.message.isSentence, "not a sentence: \(error.message)")
    try require(error.message.utf8.count < 1024, "a message of \(error.message.utf8.count) bytes")
    let length = text.unicodeScalars.count + "boolean()".count
    try require((1...length + 1).contains(error.column), "column \(error.column) of \(length): \(error)")
    try require(error.kind != .document, "the instance is blamed: \(error)")
  }

  private static func check(_ node: XPathNode) throws(Violation) {
    try require(
      node.range.lowerBound >= 0 && node.range.upperBound <= instance.bytes.count, "\(node) lies outside the instance")
    let bytes = instance.bytes[node.range]
    switch node.kind {
    case .instance: try require(bytes.count == instance.bytes.count, "\(node) is not the whole instance")
    case .element: try require(bytes.first == UInt8(ascii: "<") && bytes.last == UInt8(ascii: ">"), "not an element")
    case .text, .attribute: try require(!bytes.contains(UInt8(ascii: "<")), "there is an element in a text")
    }
  }
}

extension XPathResult {
  /// Not a number, which no number is equal to.
  fileprivate var isNaN: Bool {
    if case .number(let value) = self { value.isNaN } else { false }
  }
}
