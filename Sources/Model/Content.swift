/// The content of one model object, whatever its kind.
public enum Content: Hashable, Sendable {
  case system(System)
  case sensor(Sensor)
  case fan(Fan)
  case supply(Supply)
  case part(Part)
  case firmware(Firmware)

  public var id: ObjectID {
    switch self {
    case .system(let object): ObjectID(.system, object.id)
    case .sensor(let object): ObjectID(.sensor, object.id)
    case .fan(let object): ObjectID(.fan, object.id)
    case .supply(let object): ObjectID(.supply, object.id)
    case .part(let object): ObjectID(.part, object.id)
    case .firmware(let object): ObjectID(.firmware, object.id)
    }
  }

  /// The id of the system it belongs to; its own for a system.
  public var system: String {
    switch self {
    case .system(let object): object.id
    case .sensor(let object): object.system
    case .fan(let object): object.system
    case .supply(let object): object.system
    case .part(let object): object.system
    case .firmware(let object): object.system
    }
  }

  /// What may still be said when the last reading is too old. Inventory does not age.
  public var withoutReading: Content {
    switch self {
    case .system(let object): .system(object.withoutReading)
    case .sensor(let object): .sensor(object.withoutReading)
    case .fan(let object): .fan(object.withoutReading)
    case .supply(let object): .supply(object.withoutReading)
    case .part, .firmware: self
    }
  }
}

/// The fields of each kind of object by name, resolved once so that reading one is an index away.
public struct FieldReference: Hashable, Sendable {
  public let kind: ObjectKind
  let slot: Int
  public let name: String
  public let type: FieldType

  /// Nil when objects of this kind have no such field.
  public init?(_ kind: ObjectKind, _ name: String) {
    guard let found = FieldReference.all(of: kind).first(where: { $0.name == name }) else { return nil }
    self = found
  }

  private init(kind: ObjectKind, slot: Int, name: String, type: FieldType) {
    self.kind = kind
    self.slot = slot
    self.name = name
    self.type = type
  }

  /// Every field of a kind, in the order of its table.
  public static func all(of kind: ObjectKind) -> [FieldReference] {
    func references<T>(_ table: [Field<T>]) -> [FieldReference] {
      table.enumerated().map { FieldReference(kind: kind, slot: $0, name: $1.name, type: $1.type) }
    }
    return switch kind {
    case .system: references(System.fields)
    case .sensor: references(Sensor.fields)
    case .fan: references(Fan.fields)
    case .supply: references(Supply.fields)
    case .part: references(Part.fields)
    case .firmware: references(Firmware.fields)
    }
  }

  /// Every word the field can hold, where it is a `choice` or `choices` field.
  public var vocabulary: [String] {
    switch kind {
    case .system: System.fields[slot].vocabulary
    case .sensor: Sensor.fields[slot].vocabulary
    case .fan: Fan.fields[slot].vocabulary
    case .supply: Supply.fields[slot].vocabulary
    case .part: Part.fields[slot].vocabulary
    case .firmware: Firmware.fields[slot].vocabulary
    }
  }
}

extension Content {
  /// The value of a field; `none` when the reference is of another kind.
  public subscript(_ field: FieldReference) -> FieldValue {
    switch self {
    case .system(let object) where field.kind == .system: System.fields[field.slot].get(object)
    case .sensor(let object) where field.kind == .sensor: Sensor.fields[field.slot].get(object)
    case .fan(let object) where field.kind == .fan: Fan.fields[field.slot].get(object)
    case .supply(let object) where field.kind == .supply: Supply.fields[field.slot].get(object)
    case .part(let object) where field.kind == .part: Part.fields[field.slot].get(object)
    case .firmware(let object) where field.kind == .firmware: Firmware.fields[field.slot].get(object)
    default: .none
    }
  }
}
