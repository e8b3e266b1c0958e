import Model

/// Where the value of a property comes from. There is no expression language beyond this.
struct ValueSource: Sendable {
  indirect enum Origin: Sendable {
    case literal(CIMValue)
    case template(Template)
    case field(FieldReference, Conversion)
    /// The items that have a value, lists among them item by item, as an array; NULL when none has.
    case list([ValueSource])
  }

  let origin: Origin
  /// The property is an array: a single value becomes an array of one.
  var isArray = false
  /// `absent`: the value while the field has none.
  var absent: CIMValue?
  /// `present-if`: NULL while this field is absent, false or empty.
  var condition: FieldReference?
  /// `write`: what a Put of the property does. Only where a field's conversion goes both ways.
  var write: (any WriteVerb)?

  func value(of object: ModelObject?) -> CIMValue? {
    if let condition, !(object.map { $0[condition].isPresent } ?? false) { return nil }
    guard let value = ownValue(of: object) else { return nil }
    if !isArray { return value }
    if case .array = value { return value }
    return .array([value])
  }

  private func ownValue(of object: ModelObject?) -> CIMValue? {
    switch origin {
    case .literal(let value): return value
    case .template(let template): return .string(template.text(of: object))
    case .field(let field, let conversion):
      guard let object else { return absent }
      let value = object[field]
      return value == .none ? absent : conversion.value(of: value, in: object)
    case .list(let sources):
      let values = sources.flatMap { source -> [CIMValue] in
        guard let value = source.value(of: object) else { return [] }
        return if case .array(let items) = value { items } else { [value] }
      }
      return values.isEmpty ? nil : .array(values)
    }
  }

  /// Every field it reads; none when it is a declared literal.
  var fields: [FieldReference] {
    let read: [FieldReference] =
      switch origin {
      case .literal: []
      case .template(let template): template.fields
      case .field(let field, let conversion): [field] + conversion.fields
      case .list(let sources): sources.flatMap(\.fields)
      }
    return read + (condition.map { [$0] } ?? [])
  }
}

extension FieldValue {
  /// False for what is absent, false or empty.
  var isPresent: Bool {
    switch self {
    case .none: false
    case .bool(let value): value
    case .string(let value), .choice(let value): !value.isEmpty
    case .strings(let values), .choices(let values): !values.isEmpty
    case .integer, .real, .time, .duration, .object: true
    }
  }
}
