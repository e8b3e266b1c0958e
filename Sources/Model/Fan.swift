/// Who says how fast a fan turns.
public enum FanMode: String, CaseIterable, Sendable {
  /// Its cooling zone.
  case automatic
  /// Whoever asked for a speed last.
  case manual
}

/// A fan. Its speed is the reading of the sensor named by `tachometer`; the monitor derives `health` from it.
public struct Fan: Hashable, Sendable {
  public var id: String
  public var name: String
  public var system: String
  /// The id of its tachometer sensor.
  public var tachometer: String?
  public var isVariableSpeed = false
  /// Nil where nobody here has said how fast it turns: only the hardware does.
  public var mode: FanMode?
  /// Revolutions per minute asked for, in manual mode.
  public var desiredSpeed: UInt64?
  /// Revolutions per minute at a duty of 100 %.
  public var fullSpeed: UInt64?
  /// What is measured by the sensors that govern its cooling zone.
  public var cools: [ObjectID] = []
  /// How it is driven, in percent of full speed, as read back from the hardware.
  public var duty: Double?
  public var quality: Quality = .unknown
  public var health: Health = .unknown

  public init(id: String, name: String, system: String) {
    self.id = id
    self.name = name
    self.system = system
  }

  /// The modes it can be in; none where nobody but the hardware says how fast it turns.
  public var modes: [FanMode] { mode == nil ? [] : FanMode.allCases }

  public var withoutReading: Fan {
    var copy = self
    copy.duty = nil
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
    Field("mode", .choice, vocabulary: FanMode.words) { FieldValue(choice: $0.mode) },
    Field("modes", .choices, vocabulary: FanMode.words) { FieldValue(choices: $0.modes) },
    Field("desired-speed", .integer) { FieldValue($0.desiredSpeed) },
    Field("full-speed", .integer) { FieldValue($0.fullSpeed) },
    Field("duty", .real, followsReading: true) { FieldValue($0.duty) },
    Field("quality", .choice, vocabulary: Quality.words, followsReading: true) { FieldValue(choice: $0.quality) },
    Field("health", .choice, vocabulary: Health.words, followsReading: true) { FieldValue(choice: $0.health) },
  ]
}
