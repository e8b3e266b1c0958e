import XML

/// An instance as it is rendered, and expressions put to it.
enum Sample {
  static let namespace = "urn:schema/CIM_Fan"
  static let other = "urn:other"

  static let namespaces = [
    (prefix: "p", namespace: namespace), ("cim", "urn:cim"), ("wsa", "urn:wsa"), ("xsi", "urn:xsi"),
    ("CIM_Part", "urn:schema/CIM_Part"),
  ]

  static let fan = XMLFragment(prefix: "p") { writer in
    writer.element("CIM_Fan") { writer in
      writer.element("DesiredSpeed") { $0.plain.number(4200 as UInt64) }
      writer.element("Description") { _ in }
      writer.element("InstallDate") { $0.plain.element(XMLTag("cim", "Datetime"), "2024-01-03T00:44:35Z") }
      writer.element("Name") { $0.plain.text("Fan <1> & \"one\"\r\n") }
      for status in [2, 5, 15] { writer.element("OperationalStatus") { $0.plain.number(UInt64(status)) } }
      writer.element("Part") { writer in
        writer.plain.element(XMLTag("CIM_Part", "Name"), attributes: XMLAttributes("xsi:type", "a\"\t<b"), "Blade")
      }
      writer.element("System") { $0.plain.element(XMLTag("wsa", "Address"), "urn:here") }
    }
  }

  static func document(_ instance: XMLFragment = fan) throws -> XPathDocument {
    try XPathDocument(instance, namespaces: namespaces)
  }

  static func expression(_ text: String) throws(XPathError) -> XPathExpression {
    try XPathExpression(
      text, prefixes: ["f": namespace, "c": "urn:cim", "w": "urn:wsa", "o": other, "x": "urn:xsi", "": other],
      assumed: namespace)
  }

  static func evaluate(_ text: String, _ instance: XMLFragment = fan) throws -> XPathResult {
    try expression(text).evaluate(document(instance))
  }

  /// The bytes of what is selected, one string for each node.
  static func select(_ text: String, _ instance: XMLFragment = fan) throws -> [String]? {
    guard case .nodes(let nodes) = try evaluate(text, instance) else { return nil }
    return nodes.map { String(decoding: instance.part($0.range).bytes, as: UTF8.self) }
  }

  /// Why an expression is refused, when it is made or when it is evaluated.
  static func refusal(_ text: String, _ instance: XMLFragment = fan) -> XPathError? {
    do {
      _ = try expression(text).evaluate(XPathDocument(instance, namespaces: namespaces))
      return nil
    } catch {
      return error
    }
  }
}
