/// A field of a kind of object, found by name once so that reading it is an index away.
public struct FieldReference: Hashable, Sendable {
  public let kind: ObjectKind
  let slot: Int
  public let name: String
  public let type: FieldType
  /// Whether it can change when readings do, and so must not decide what exists or what it is called.
  public let followsReading: Bool

  /// Nil when objects of this kind have no such field.
  public init?(_ kind: ObjectKind, _ name: String) {
    guard let found = FieldReference.all(of: kind).first(where: { $0.name == name }) else { return nil }
    self = found
  }

  private init<Entity>(_ kind: ObjectKind, _ slot: Int, _ field: Field<Entity>) {
    self.kind = kind
    self.slot = slot
    name = field.name
    type = field.type
    followsReading = field.followsReading
  }

  /// Every field of a kind, in the order of its table.
  public static func all(of kind: ObjectKind) -> [FieldReference] { byKind[kind.place] }

  /// Made once: profiles look up hundreds of fields when they are loaded.
  private static let byKind: [[FieldReference]] = ObjectKind.allCases.map { kind in
    func references<Entity: ModelEntity>(_ entity: Entity.Type) -> [FieldReference] {
      Entity.fields.enumerated().map { FieldReference(kind, $0, $1) }
    }
    return references(kind.entity)
  }

  /// Every word the field can hold, where it is a `choice` or `choices` field.
  public var vocabulary: [String] {
    func vocabulary<Entity: ModelEntity>(_ entity: Entity.Type) -> [String] { Entity.fields[slot].vocabulary }
    return vocabulary(kind.entity)
  }
}
