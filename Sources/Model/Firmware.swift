/// What a firmware image is. The raw value is the word in board files and profiles.
public enum FirmwareKind: String, CaseIterable, Sendable {
  case firmware, bios, driver, configuration, application
  case operatingSystem = "operating-system"
}

/// An installed image and its version. Numbers are present only where the source gives numbers.
public struct Firmware: Hashable, Sendable {
  public var id: String
  public var name: String
  public var system: String
  public var kind: FirmwareKind
  public var version: String?
  public var major: UInt16?
  public var minor: UInt16?
  public var revision: UInt16?
  public var build: UInt16?
  public var manufacturer: String?
  public var released: WallTime?
  /// What runs it; the system when nothing nearer is known.
  public var target: ObjectID?
  /// Whether it is the one that runs now, of several banks.
  public var isCurrent = true

  public init(id: String, name: String, system: String, kind: FirmwareKind = .firmware) {
    self.id = id
    self.name = name
    self.system = system
    self.kind = kind
  }

  public static let fields: [Field<Firmware>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("system", .string) { .string($0.system) },
    Field("kind", .choice, vocabulary: FirmwareKind.words) { FieldValue(choice: $0.kind) },
    Field("version", .string) { FieldValue($0.version) },
    Field("major", .integer) { FieldValue($0.major) },
    Field("minor", .integer) { FieldValue($0.minor) },
    Field("revision", .integer) { FieldValue($0.revision) },
    Field("build", .integer) { FieldValue($0.build) },
    Field("manufacturer", .string) { FieldValue($0.manufacturer) },
    Field("released", .time) { FieldValue($0.released) },
    Field("target", .object) { FieldValue($0.target ?? ObjectID(.system, $0.system)) },
    Field("current", .bool) { .bool($0.isCurrent) },
  ]
}
