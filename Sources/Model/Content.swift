/// The content of one model object, whatever its kind.
public enum Content: Hashable, Sendable {
  case system(System)
  case sensor(Sensor)
  case fan(Fan)
  case supply(Supply)
  case part(Part)
  case firmware(Firmware)
  case job(Job)
  case account(Account)
  case role(Role)
  case directory(AccountDirectory)
  case log(RecordLog)
  case entry(LogEntry)
  case boot(BootConfiguration)
  case bootSource(BootSource)
  case redundancy(RedundancySet)

  public var id: ObjectID { read(IDReader()) }

  /// The id of the system it belongs to; its own for a system.
  public var system: String { read(SystemReader()) }

  /// What may still be said when the last reading is too old. Inventory does not age.
  public var withoutReading: Content { read(Ager()) }

  /// The value of a field; `none` when the reference is of another kind.
  public subscript(_ field: FieldReference) -> FieldValue {
    read(FieldValueReader(kind: field.kind, slot: field.slot))
  }

  private func read<Reader: ContentReader>(_ reader: Reader) -> Reader.Value {
    switch self {
    case .system(let object): reader.read(object)
    case .sensor(let object): reader.read(object)
    case .fan(let object): reader.read(object)
    case .supply(let object): reader.read(object)
    case .part(let object): reader.read(object)
    case .firmware(let object): reader.read(object)
    case .job(let object): reader.read(object)
    case .account(let object): reader.read(object)
    case .role(let object): reader.read(object)
    case .directory(let object): reader.read(object)
    case .log(let object): reader.read(object)
    case .entry(let object): reader.read(object)
    case .boot(let object): reader.read(object)
    case .bootSource(let object): reader.read(object)
    case .redundancy(let object): reader.read(object)
    }
  }
}

extension Sequence<Content> {
  /// The ids of the systems among them, in their order.
  public var systemIDs: [String] { filter { $0.id.kind == .system }.map(\.id.id) }
}

/// Something to be asked of an object of any kind: the way around a switch for each question.
private protocol ContentReader {
  associatedtype Value
  func read<Entity: ModelEntity>(_ object: Entity) -> Value
}

private struct IDReader: ContentReader {
  func read<Entity: ModelEntity>(_ object: Entity) -> ObjectID { ObjectID(Entity.kind, object.id) }
}

private struct SystemReader: ContentReader {
  func read<Entity: ModelEntity>(_ object: Entity) -> String { object.system }
}

private struct Ager: ContentReader {
  func read<Entity: ModelEntity>(_ object: Entity) -> Content { object.withoutReading.content }
}

private struct FieldValueReader: ContentReader {
  let kind: ObjectKind
  let slot: Int

  func read<Entity: ModelEntity>(_ object: Entity) -> FieldValue {
    Entity.kind == kind ? Entity.fields[slot].get(object) : .none
  }
}
