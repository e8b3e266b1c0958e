/// How much what a log entry tells of matters.
public enum Severity: String, CaseIterable, Comparable, Sendable {
  case unknown, information, warning, critical, fatal

  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .unknown: 0
    case .information: 1
    case .warning: 2
    case .critical: 3
    case .fatal: 4
    }
  }
}

/// One record of a log. It never ages: what happened, happened.
public struct LogEntry: Hashable, Sendable {
  /// `<log>.<record>`, the record in decimal.
  public var id: String
  /// The id of its log.
  public var log: String
  public var system: String
  /// Its number in the log; numbers may be used again after the log was cleared.
  public var record: UInt32
  /// When it happened by the clock of the log; nil when that was not set.
  public var time: WallTime?
  public var severity: Severity
  /// One sentence.
  public var message: String
  /// The id of the sensor it is about.
  public var sensor: String?
  /// The record as it is in the log, in the form that profiles name for it (DSP1010, RecordData).
  public var data: String?

  /// How many entries of one log the model holds at most.
  public static let limit = 16_384

  public init(
    log: String, record: UInt32, system: String, time: WallTime? = nil, severity: Severity = .unknown,
    message: String, sensor: String? = nil, data: String? = nil
  ) {
    id = "\(log).\(record)"
    self.log = log
    self.record = record
    self.system = system
    self.time = time
    self.severity = severity
    self.message = message
    self.sensor = sensor
    self.data = data
  }

  public static let fields: [Field<LogEntry>] = [
    Field("id", .string) { .string($0.id) },
    Field("log", .string) { .string($0.log) },
    Field("system", .string) { .string($0.system) },
    Field("record", .integer) { FieldValue($0.record) },
    Field("time", .time) { FieldValue($0.time) },
    Field("severity", .choice, vocabulary: Severity.words) { FieldValue(choice: $0.severity) },
    Field("message", .string) { .string($0.message) },
    Field("sensor", .object) { FieldValue($0.sensor.map { ObjectID(.sensor, $0) }) },
    Field("data", .string) { FieldValue($0.data) },
  ]
}
