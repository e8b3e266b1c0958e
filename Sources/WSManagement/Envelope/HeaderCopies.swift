import XML

/// Headers of an answer that are made of a request's names: copied reference parameters, and the names of headers not
/// understood. Their namespaces get prefixes `r0`, `r1` … on the envelope.
struct HeaderCopies {
  private let parameters: [XMLElement]
  private let notUnderstood: [XMLQualifiedName]
  private var namespaces: [String] = []
  /// The place of each in `namespaces`.
  private var numbers: [String: Int] = [:]

  init(_ parameters: [XMLElement], _ notUnderstood: [XMLQualifiedName]) {
    self.parameters = parameters
    self.notUnderstood = notUnderstood
    for element in parameters { note(element) }
    for name in notUnderstood { note(name.namespace) }
  }

  private mutating func note(_ element: XMLElement) {
    note(element.namespace)
    for attribute in element.attributes { note(attribute.qualifiedName.namespace) }
    for child in element.children { note(child) }
  }

  private mutating func note(_ namespace: String) {
    if namespace.isEmpty || namespace == Namespace.xml.uri || numbers[namespace] != nil { return }
    numbers[namespace] = namespaces.count
    namespaces.append(namespace)
  }

  private func prefix(_ namespace: String) -> String? {
    namespace == Namespace.xml.uri ? Namespace.xml.prefix : numbers[namespace].map { "r\($0)" }
  }

  var declarations: [XMLAttributes] {
    namespaces.map { XMLAttributes(declaring: prefix($0) ?? "", as: $0) }
  }

  func write(to writer: inout XMLWriter) {
    for element in parameters { write(element, to: &writer) }
    for name in notUnderstood {
      let qualified = (prefix(name.namespace).map { $0 + ":" } ?? "") + name.local
      writer.element(Tags.notUnderstood, attributes: XMLAttributes("qname", qualified), "")
    }
  }

  /// A header block has a namespace (SOAP 1.2 part 1, 5.2.1): an element without one is left out.
  private func write(_ element: XMLElement, to writer: inout XMLWriter) {
    guard let prefix = prefix(element.namespace), let tag = XMLTag(prefix, checking: element.localName) else { return }
    writer.start(
      tag,
      attributes: element.attributes.compactMap { attribute in
        let name = attribute.qualifiedName
        return XMLAttributes(self.prefix(name.namespace), checking: name.local, attribute.value)
      })
    if element.hasChildren {
      for child in element.children { write(child, to: &writer) }
    } else {
      writer.text(element.text)
    }
    writer.end()
  }

  /// How many bytes the copied parameters add to an envelope.
  var size: Int {
    if parameters.isEmpty { return 0 }
    var writer = XMLWriter()
    writer.start(Tags.header, attributes: declarations)
    write(to: &writer)
    writer.end()
    return writer.bytes.count
  }
}
