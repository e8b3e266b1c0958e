import CIM
import XML

/// Reads the elements of parameters and properties into values whose types are found later (DSP0230 7.2, DSP8004).
struct ArgumentReader {
  let schema: CIMSchema
  /// Selectors in one reference.
  let selectorLimit: Int

  init(schema: CIMSchema, _ limits: ServiceLimits) {
    self.schema = schema
    selectorLimit = limits.selectors
  }

  /// The children of an element by their names as they are written, the items of an array together. `target` finds
  /// what a name stands for, and a number of its own for it; nil when it stands for nothing.
  ///
  /// They are in `namespace`, or else in that of the element.
  func values(
    in content: XMLElement, namespace: String? = nil, target: (String) -> (number: Int, target: ArgumentTarget)?
  ) throws(ArgumentDefect) -> [(name: String, value: ArgumentValue)] {
    guard !content.hasWords else {
      throw ArgumentDefect(.mixed, content.localName, "There is text between the elements of it.")
    }
    let namespace = namespace ?? content.namespace
    var found: [(name: String, value: ArgumentValue)] = []
    var arrays: [(number: Int, place: Int, items: [ArgumentValue])] = []
    for element in content.children {
      let name = element.localName
      guard element.namespace == namespace else {
        throw ArgumentDefect(
          .namespace, name,
          "It is in the namespace \(Fault.shown(element.namespace)); it has to be in \(namespace).")
      }
      guard let (number, target) = target(name) else { throw ArgumentDefect(.unknown, name, "There is no such name.") }
      let value = try value(element, target)
      guard target.isArray else {
        found.append((name, value))
        continue
      }
      if let place = arrays.firstIndex(where: { $0.number == number }) {
        arrays[place].items.append(value)
      } else {
        arrays.append((number, found.count, [value]))
        found.append((name, .null))
      }
    }
    for array in arrays where array.items != [.null] { found[array.place].value = .array(array.items) }
    return found
  }

  private func value(_ element: XMLElement, _ target: ArgumentTarget) throws(ArgumentDefect) -> ArgumentValue {
    if element.isNil { return .null }
    if element.isMixed { throw ArgumentDefect(.type, element.localName, "It has text beside elements.") }
    switch target.type {
    case .reference: return .reference(try reference(element))
    case _ where target.embeddedClass != nil: return .instance(try instance(element))
    case .datetime: return .text(try time(element))
    case _ where element.hasChildren:
      throw ArgumentDefect(.type, element.localName, "It is of type \(target.type.name) and holds elements.")
    // White space around a value counts in strings only (XML Schema part 2, 4.3.6).
    case .string, .char16: return .text(element.text.string)
    default: return .text(element.text.trimmed.string)
    }
  }

  private func reference(_ element: XMLElement) throws(ArgumentDefect) -> InstancePath {
    do {
      return try element.instancePath(limit: selectorLimit)
    } catch {
      throw ArgumentDefect(.type, element.localName, error.reason)
    }
  }

  /// In an element that says what it is, or, as many clients have it, bare.
  private func time(_ element: XMLElement) throws(ArgumentDefect) -> String {
    guard let child = element.firstChild else { return element.text.trimmed.string }
    let text = child.text.trimmed.string
    let value = CIMDateTime(text)
    switch (child.known, value) {
    case (.datetime, .timestamp), (.interval, .interval), (.cimDateTime, _), (.date, _), (.time, _): return text
    case (.datetime, _), (.interval, _):
      throw ArgumentDefect(.type, element.localName, "\(child.shownName) does not hold \(Fault.shown(text)).")
    default:
      throw ArgumentDefect(
        .type, element.localName, "It is of type datetime and holds \(Fault.shown(child.shownName)).")
    }
  }
}

// MARK: - Embedded instances

extension ArgumentReader {
  /// DSP0230 7.2.5.2: the properties stand in the element itself, whose xsi:type is that of the class. Some clients
  /// nest an element of the class instead.
  private func instance(_ element: XMLElement) throws(ArgumentDefect) -> EmbeddedArgument {
    guard element.hasChildren || element.text.trimmed.isEmpty else {
      throw ArgumentDefect(.type, element.localName, "It has to hold the properties of an instance, and holds text.")
    }
    if let nested = element.firstChild, element.attribute(.type) == nil,
      let cimClass = schema.cimClass(nested.localName), cimClass.resourceURI == nested.namespace
    {
      var others = element.children.dropFirst().makeIterator()
      if others.next() != nil { throw ArgumentDefect(.type, element.localName, "It holds more than one instance.") }
      return try instance(nested, cimClass, in: element)
    }
    guard let name = className(element) else { return EmbeddedArgument(className: nil, properties: []) }
    guard let cimClass = schema.cimClass(name) else {
      throw ArgumentDefect(.type, element.localName, "There is no class \(Fault.shown(name)).")
    }
    return try instance(element, cimClass, in: element)
  }

  /// By the type, or else by the namespace of the properties.
  private func className(_ element: XMLElement) -> String? {
    if let type = element.attribute(.type)?.trimmed.string {
      let local = type.utf8.lastIndex(of: UInt8(ascii: ":")).map { type[type.index(after: $0)...] } ?? type[...]
      return String(local.hasSuffix("_Type") ? local.dropLast("_Type".count) : local)
    }
    guard let namespace = element.firstChild?.namespace else { return nil }
    return String(namespace.split(separator: "/").last ?? "")
  }

  private func instance(
    _ content: XMLElement, _ cimClass: CIMClass, in element: XMLElement
  ) throws(ArgumentDefect) -> EmbeddedArgument {
    var properties: [(name: String, value: ArgumentValue)] = []
    for child in content.children {
      guard child.namespace == cimClass.resourceURI else {
        throw ArgumentDefect(
          .type, element.localName,
          "\(Fault.shown(child.localName)) in it is not in the namespace \(cimClass.resourceURI).")
      }
      guard let property = cimClass.property(child.localName) else {
        throw ArgumentDefect(
          .type, element.localName, "\(cimClass.name) has no property \(Fault.shown(child.localName)).")
      }
      properties.append((property.name, try value(child, ArgumentTarget(property))))
    }
    return EmbeddedArgument(className: cimClass.name, properties: properties)
  }
}
