import CIM
import XML

/// What the path of a fragment Put selects: properties, items of an array, or the text of one of these.
struct FragmentTarget {
  private struct Selection {
    let property: CIMProperty
    /// Items of an array from 0; with a place past the last, one is added.
    var items: Set<Int>
  }

  private let instance: Instance
  private var selections: [Selection] = []
  private var isText = false

  /// `rendered` is the instance.
  init(_ path: FragmentPath, in rendered: RenderedInstance, _ instance: Instance) throws(Fault) {
    self.instance = instance
    let (result, document) = try path.evaluate(rendered)
    guard case .nodes(let nodes) = result else {
      throw .invalidFragment("wsman:FragmentTransfer selects no property, but computes a value.")
    }
    guard !nodes.isEmpty else {
      try selectAbsent(path.expression.propertyPath)
      return
    }
    for node in nodes {
      guard let place = document.place(of: node), place.part != .inner else {
        throw .invalidFragment(
          "wsman:FragmentTransfer of a Put has to select properties, items of arrays or their text, nothing above or "
            + "below.")
      }
      guard place.part == .element || nodes.count == 1 else {
        throw .invalidFragment("wsman:FragmentTransfer of a Put can select the text of one property only.")
      }
      isText = place.part == .text
      try select(place.property, place.index)
    }
  }

  /// A property without a value has no element, but can be given one.
  private mutating func selectAbsent(_ path: XPathPropertyPath?) throws(Fault) {
    guard let path else {
      throw .invalidFragment("wsman:FragmentTransfer selects nothing in this \(instance.cimClass.name).")
    }
    isText = path.isText
    try select(path.property, (path.index ?? 1) - 1)
    let count = count(of: selections[0].property)
    // Past the last item by one at most, or of no item at all.
    guard let index = path.index, index > (selections[0].property.isArray ? count + 1 : 1) else { return }
    throw .invalidFragment(
      "wsman:FragmentTransfer selects item \(index) of \(path.property), which has \(count).")
  }

  private mutating func select(_ name: String, _ item: Int) throws(Fault) {
    if let place = selections.firstIndex(where: { $0.property.name == name }) {
      selections[place].items.insert(item)
      return
    }
    guard let property = instance.cimClass.property(name), property.name == name else {
      throw .invalidFragment("\(instance.cimClass.name) has no property \(Fault.shown(name)).")
    }
    selections.append(Selection(property: property, items: [item]))
  }

  private func count(of property: CIMProperty) -> Int {
    switch instance[property.name] {
    case .array(let items)?: items.count
    case nil: 0
    default: 1
    }
  }

  /// The properties as they are to be.
  func changes(to content: FragmentContent) throws(Fault) -> [(name: String, value: ArgumentValue)] {
    switch content {
    case .none:
      return try selections.map { selection throws(Fault) in (selection.property.name, try value([], for: selection)) }
    case .text(let text):
      let selection = selections[0]
      guard isText else {
        throw .invalidFragment("The element \(selection.property.name) is missing in wsman:XmlFragment.")
      }
      let isString = selection.property.type == .string || selection.property.type == .char16
      return [(selection.property.name, try value([.text((isString ? text : text.trimmed).string)], for: selection))]
    case .properties(let given):
      guard !isText else {
        throw .invalidFragment("wsman:FragmentTransfer selects text, and wsman:XmlFragment holds elements.")
      }
      for (place, (name, _)) in given.enumerated() {
        guard selections.contains(where: { $0.property.name.isSameName(as: name) }) else {
          throw .invalidFragment("wsman:XmlFragment holds \(Fault.shown(name)), which the path does not select.")
        }
        if given[..<place].contains(where: { $0.name.isSameName(as: name) }) {
          throw Fault(WriteError.duplicate(name: name), of: instance.cimClass)
        }
      }
      return try selections.map { selection throws(Fault) in
        guard let value = given.first(where: { $0.name.isSameName(as: selection.property.name) })?.value else {
          throw .invalidFragment("The element \(selection.property.name) is missing in wsman:XmlFragment.")
        }
        return (selection.property.name, try self.value(value.items, for: selection))
      }
    }
  }

  /// A property with other items where they are selected; NULL when none are left.
  private func value(_ items: [ArgumentValue], for selection: Selection) throws(Fault) -> ArgumentValue {
    guard selection.property.isArray, !selection.property.isOctetString else {
      return items.first ?? .null
    }
    var all: [ArgumentValue] = []
    if case .array(let values)? = instance[selection.property.name] { all = values.map(ArgumentValue.init) }
    let isWhole = selection.items.count >= all.count && selection.items.allSatisfy { $0 < max(all.count, 1) }
    guard !isWhole else { return items.isEmpty ? .null : .array(items) }
    guard items.count == selection.items.count || items.isEmpty else {
      throw .invalidFragment(
        "wsman:FragmentTransfer selects \(selection.items.count) of the items of \(selection.property.name), and "
          + "wsman:XmlFragment holds \(items.count).")
    }
    for (place, index) in selection.items.sorted().enumerated().reversed() {
      if items.isEmpty {
        if index < all.count { all.remove(at: index) }
      } else if index < all.count {
        all[index] = items[place]
      } else {
        all.append(items[place])
      }
    }
    return .array(all)
  }
}

extension ArgumentValue {
  fileprivate var items: [ArgumentValue] {
    switch self {
    case .array(let items): items
    case .null: []
    default: [self]
    }
  }

  /// A value that is there, as if it had been sent.
  fileprivate init(_ value: CIMValue) {
    switch value {
    case .boolean(let value): self = .text(value ? "true" : "false")
    case .unsigned(let value): self = .text(String(value))
    case .signed(let value): self = .text(String(value))
    case .real(let value): self = .text(value.xmlText)
    case .string(let value): self = .text(value)
    case .datetime(let value): self = .text(value.description)
    case .reference(let path): self = .reference(path)
    case .instance(let instance):
      var properties: [(name: String, value: ArgumentValue)] = []
      instance.forEachProperty { properties.append(($0.name, ArgumentValue($1))) }
      self = .instance(EmbeddedArgument(className: instance.cimClass.name, properties: properties))
    case .array(let items): self = .array(items.map(ArgumentValue.init))
    }
  }
}
