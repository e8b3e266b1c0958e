import Documents

/// What a value is for: a property of a class, with the type and the value map that the schema gives it.
struct ValueTarget {
  /// `CIM_Fan.EnabledState`, for messages.
  let name: String
  let type: CIMType
  let isArray: Bool
  let valueMap: ValueMap?
  /// Whether the schema lets a Put change it; nobody changes an association.
  let isWritable: Bool

  init(_ property: CIMProperty, of cimClass: CIMClass) {
    name = "\(cimClass.name).\(property.name)"
    type = property.type
    isArray = property.isArray
    valueMap = property.valueMap
    isWritable = property.isWritable && !cimClass.isAssociation
  }

  private init(elementOf array: ValueTarget) {
    name = array.name
    type = array.type
    isArray = false
    valueMap = array.valueMap
    isWritable = array.isWritable
  }

  /// One element of an array.
  var element: ValueTarget { ValueTarget(elementOf: self) }

  /// `uint16[]`.
  var typeName: String { type.name + (isArray ? "[]" : "") }

  /// A literal of the target's type; nil, and reported, when it cannot be one. One value for an array becomes an array
  /// of one.
  func literal(_ node: Node, _ diagnostics: Diagnostics) -> CIMValue? {
    switch node.content {
    case .scalar(let text, _):
      return single(text, node, diagnostics).map { isArray ? .array([$0]) : $0 }
    case .sequence(let items) where isArray:
      let values = items.compactMap { element.literal($0, diagnostics) }
      return values.count == items.count ? .array(values) : nil
    default:
      diagnostics.error("\(name) is \(typeName); it cannot be \(node.found).", at: node)
      return nil
    }
  }

  private func single(_ text: String, _ node: Node, _ diagnostics: Diagnostics) -> CIMValue? {
    if let valueMap, !valueMap.entries.isEmpty { return named(text, valueMap, node, diagnostics) }
    guard let value = CIMValue(text: text, type: type) else {
      diagnostics.error("\(name) is \(type.name); it cannot be '\(text)'.", at: node)
      return nil
    }
    return value
  }

  /// By its name in the schema, or by a value that the schema's map has.
  private func named(_ text: String, _ map: ValueMap, _ node: Node, _ diagnostics: Diagnostics) -> CIMValue? {
    let known = map.value(named: text) ?? (map.entries.contains { $0.value == text } ? text : nil)
    if let known, let value = CIMValue(text: known, type: type) { return value }
    let names = map.names.isEmpty ? map.entries.map(\.value) : map.names
    diagnostics.error("\(name) has no value '\(text)' in the schema.\(hint(for: text, among: names))", at: node)
    return nil
  }
}
