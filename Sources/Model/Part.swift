/// What a physical part is. The raw value is the word in board files and profiles.
public enum PartKind: String, CaseIterable, Sendable {
  case chassis, board, processor, memory
  case powerSupply = "power-supply"
  case fan
  case other
}

/// A physical part with what its FRU data, or the board file, says of it. Placeholders such as
/// `To Be Filled By O.E.M.` are treated as absent before they get here.
public struct Part: Hashable, Sendable {
  public var id: String
  public var name: String
  public var system: String
  public var kind: PartKind
  public var manufacturer: String?
  public var model: String?
  public var partNumber: String?
  public var serialNumber: String?
  public var version: String?
  public var sku: String?
  public var assetTag: String?
  public var manufactured: WallTime?
  /// SMBIOS chassis type, where `kind` is `chassis`.
  public var chassisType: UInt8?
  /// Whether the board holds the others (a main board).
  public var isHosting = false
  public var isReplaceable = false
  /// Memory: bytes, megahertz, and the words of the `memory-type` vocabulary in profiles (`DDR4`).
  public var capacity: UInt64?
  public var speedMegahertz: UInt32?
  public var memoryType: String?
  public var formFactor: String?
  public var bank: String?
  /// The part it sits in.
  public var container: String?
  /// The logical device it is the body of: a supply, a fan.
  public var realizes: ObjectID?
  /// Board-defined, in the order of the file.
  public var attributes: [Attribute] = []

  public struct Attribute: Hashable, Sendable {
    public var name: String
    public var value: String
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(id: String, name: String, system: String, kind: PartKind) {
    self.id = id
    self.name = name
    self.system = system
    self.kind = kind
  }

  public static let fields: [Field<Part>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("system", .string) { .string($0.system) },
    Field("kind", .choice, vocabulary: PartKind.words) { FieldValue(choice: $0.kind) },
    Field("manufacturer", .string) { FieldValue($0.manufacturer) },
    Field("model", .string) { FieldValue($0.model) },
    Field("part-number", .string) { FieldValue($0.partNumber) },
    Field("serial-number", .string) { FieldValue($0.serialNumber) },
    Field("version", .string) { FieldValue($0.version) },
    Field("sku", .string) { FieldValue($0.sku) },
    Field("asset-tag", .string) { FieldValue($0.assetTag) },
    Field("manufactured", .time) { FieldValue($0.manufactured) },
    Field("chassis-type", .integer) { FieldValue($0.chassisType) },
    Field("hosting", .bool) { .bool($0.isHosting) },
    Field("replaceable", .bool) { .bool($0.isReplaceable) },
    Field("capacity", .integer) { FieldValue($0.capacity) },
    Field("speed", .integer) { FieldValue($0.speedMegahertz) },
    Field("memory-type", .string) { FieldValue($0.memoryType) },
    Field("form-factor", .string) { FieldValue($0.formFactor) },
    Field("bank", .string) { FieldValue($0.bank) },
    Field("container", .object) { FieldValue($0.container.map { ObjectID(.part, $0) }) },
    Field("realizes", .object) { FieldValue($0.realizes) },
    Field("attributes", .strings) { .strings($0.attributes.map { "\($0.name)=\($0.value)" }) },
  ]
}
