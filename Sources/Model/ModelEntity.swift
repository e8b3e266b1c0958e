/// What every kind of object says of itself, so that what goes for all kinds is written once. A new kind is a struct
/// that conforms, a case of `ObjectKind` and one of `Content`.
protocol ModelEntity: Hashable, Sendable {
  static var kind: ObjectKind { get }
  /// In the order in which profiles may name them.
  static var fields: [Field<Self>] { get }

  var id: String { get }
  /// The id of the system it belongs to; its own for a system.
  var system: String { get }
  /// What may still be said when the last reading is too old. Inventory does not age.
  var withoutReading: Self { get }
  var content: Content { get }
}

extension ModelEntity {
  var withoutReading: Self { self }
}

extension System: ModelEntity {
  static var kind: ObjectKind { .system }
  var system: String { id }
  var content: Content { .system(self) }
}

extension Sensor: ModelEntity {
  static var kind: ObjectKind { .sensor }
  var content: Content { .sensor(self) }
}

extension Fan: ModelEntity {
  static var kind: ObjectKind { .fan }
  var content: Content { .fan(self) }
}

extension Supply: ModelEntity {
  static var kind: ObjectKind { .supply }
  var content: Content { .supply(self) }
}

extension Part: ModelEntity {
  static var kind: ObjectKind { .part }
  var content: Content { .part(self) }
}

extension Firmware: ModelEntity {
  static var kind: ObjectKind { .firmware }
  var content: Content { .firmware(self) }
}

extension Job: ModelEntity {
  static var kind: ObjectKind { .job }
  var content: Content { .job(self) }
}

extension Account: ModelEntity {
  static var kind: ObjectKind { .account }
  var content: Content { .account(self) }
}

extension Role: ModelEntity {
  static var kind: ObjectKind { .role }
  var content: Content { .role(self) }
}

extension AccountDirectory: ModelEntity {
  static var kind: ObjectKind { .directory }
  var content: Content { .directory(self) }
}

extension RecordLog: ModelEntity {
  static var kind: ObjectKind { .log }
  var content: Content { .log(self) }
}

extension LogEntry: ModelEntity {
  static var kind: ObjectKind { .entry }
  var content: Content { .entry(self) }
}

extension BootConfiguration: ModelEntity {
  static var kind: ObjectKind { .boot }
  var content: Content { .boot(self) }
}

extension BootSource: ModelEntity {
  static var kind: ObjectKind { .bootSource }
  var content: Content { .bootSource(self) }
}

extension RedundancySet: ModelEntity {
  static var kind: ObjectKind { .redundancy }
  var content: Content { .redundancy(self) }
}

extension ObjectKind {
  var entity: any ModelEntity.Type {
    switch self {
    case .system: System.self
    case .sensor: Sensor.self
    case .fan: Fan.self
    case .supply: Supply.self
    case .part: Part.self
    case .firmware: Firmware.self
    case .job: Job.self
    case .account: Account.self
    case .role: Role.self
    case .directory: AccountDirectory.self
    case .log: RecordLog.self
    case .entry: LogEntry.self
    case .boot: BootConfiguration.self
    case .bootSource: BootSource.self
    case .redundancy: RedundancySet.self
    }
  }
}
