/// What a log does when it is full.
public enum LogOverwrite: String, CaseIterable, Sendable {
  /// The oldest records make room.
  case wraps
  /// New events are lost until somebody clears it.
  case never
}

/// What a log is doing; `unknown` while there is no current reading.
public enum LogState: String, CaseIterable, Sendable { case unknown, normal, erasing }

/// A log that the hardware keeps, such as the system event log of a BMC.
public struct RecordLog: Hashable, Sendable {
  public var id: String
  public var name: String
  public var system: String
  /// How many records it can hold.
  public var capacity: UInt32?
  /// How many records are in it now: more than the entries in the model where that keeps only the newest.
  public var count: UInt32?
  public var overwrite: LogOverwrite?
  /// Events were lost since it was last cleared.
  public var isOverflown = false
  public var state: LogState = .unknown
  public var quality: Quality = .unknown

  public init(id: String, name: String, system: String) {
    self.id = id
    self.name = name
    self.system = system
  }

  /// What remains when the last look at it is too old. Its entries stay: what happened, happened.
  public var withoutReading: RecordLog {
    var copy = self
    copy.count = nil
    copy.isOverflown = false
    copy.state = .unknown
    copy.quality = .unknown
    return copy
  }

  /// How well it does its work: events are lost while it is full and does not wrap.
  public var health: Health {
    guard quality == .good else { return .unknown }
    return isOverflown ? .degraded : .ok
  }

  public static let fields: [Field<RecordLog>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("system", .string) { .string($0.system) },
    Field("capacity", .integer) { FieldValue($0.capacity) },
    Field("count", .integer, followsReading: true) { FieldValue($0.count) },
    Field("overwrite", .choice, vocabulary: LogOverwrite.words) { FieldValue(choice: $0.overwrite) },
    Field("overflown", .bool, followsReading: true) { FieldValue($0.quality == .good ? $0.isOverflown : nil) },
    Field("state", .choice, vocabulary: LogState.words, followsReading: true) { FieldValue(choice: $0.state) },
    Field("quality", .choice, vocabulary: Quality.words, followsReading: true) { FieldValue(choice: $0.quality) },
    Field("health", .choice, vocabulary: Health.words, followsReading: true) { FieldValue(choice: $0.health) },
  ]
}
