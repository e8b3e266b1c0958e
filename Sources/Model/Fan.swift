/// A fan. Its speed is the reading of the sensor named by `tachometer`; the monitor derives `health` from it.
public struct Fan: Hashable, Sendable {
  public var id: String
  public var name: String
  public var system: String
  /// The id of its tachometer sensor.
  public var tachometer: String?
  public var isVariableSpeed = false
  /// Revolutions per minute asked for, where the board controls it.
  public var desiredSpeed: UInt64?
  public var quality: Quality = .unknown
  public var health: Health = .unknown

  public init(id: String, name: String, system: String) {
    self.id = id
    self.name = name
    self.system = system
  }

  public var withoutReading: Fan {
    var copy = self
    copy.quality = .unknown
    copy.health = .unknown
    return copy
  }

  public static let fields: [Field<Fan>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("system", .string) { .string($0.system) },
    Field("tachometer", .object) { FieldValue($0.tachometer.map { ObjectID(.sensor, $0) }) },
    Field("variable-speed", .bool) { .bool($0.isVariableSpeed) },
    Field("desired-speed", .integer) { FieldValue($0.desiredSpeed) },
    Field("quality", .choice, vocabulary: Quality.words, followsReading: true) { FieldValue(choice: $0.quality) },
    Field("health", .choice, vocabulary: Health.words, followsReading: true) { FieldValue(choice: $0.health) },
  ]
}
