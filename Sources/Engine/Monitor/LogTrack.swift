import Model

/// One log over time, and which of its entries are in the model.
struct LogTrack {
  /// What a report did to the entries.
  struct Change {
    /// New, or other than before, oldest first.
    var written: [LogEntry] = []
    var removed: [ObjectID] = []
    /// Those of `written` that came after a first report, and that somebody may have to do something about.
    var news: [LogEntry] = []
  }

  private(set) var current: RecordLog
  /// The source that reports it; nil before its first report.
  private(set) var source: String?
  /// Past it how the log stands is unknown; nil while nothing is known.
  private(set) var validUntil: Instant?
  private(set) var entries: [LogEntry] = []
  private var takenAt: Instant?

  /// How many entries of one report are told as events, lest a log that was filled in one go fills ours.
  static let newsLimit = 16

  init(_ log: RecordLog) { current = log.withoutReading }

  mutating func redefine(_ log: RecordLog) {
    var redefined = current
    redefined.name = log.name
    redefined.system = log.system
    current = redefined
  }

  /// Nil for a report that is older than the newest.
  mutating func take(
    _ log: RecordLog, _ reported: [LogEntry], from source: String, at sampledAt: Instant, interval: Duration
  ) -> Change? {
    if let takenAt, sampledAt < takenAt { return nil }
    let isFirst = takenAt == nil
    takenAt = sampledAt
    self.source = source
    validUntil = sampledAt + interval * 3
    current = log
    let newest = reported.count > LogEntry.limit ? Array(reported.suffix(LogEntry.limit)) : reported
    return replace(with: newest, isFirst: isFirst)
  }

  /// Time has passed; says what became unknown by it.
  mutating func expire(_ now: Instant) -> Event.Kind? {
    guard let validUntil, now > validUntil else { return nil }
    self.validUntil = nil
    guard current.quality != .unknown else { return nil }
    current = current.withoutReading
    return .becameUnknown(ObjectID(.log, current.id), name: current.name)
  }

  private mutating func replace(with newest: [LogEntry], isFirst: Bool) -> Change {
    // A log that has not changed is the usual case, and mostly the same storage.
    guard newest != entries else { return Change() }
    let former = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    let present = Set(newest.lazy.map(\.id))
    var change = Change()
    change.written = newest.filter { former[$0.id] != $0 }
    change.removed = former.keys.filter { !present.contains($0) }.map { ObjectID(.entry, $0) }
    if !isFirst {
      // One that only reads otherwise, since its sensor has a name now, happened before.
      let new = change.written.filter { entry in former[entry.id].map { $0.time != entry.time } ?? true }
      change.news = new.filter { $0.severity >= .warning }.suffix(Self.newsLimit)
    }
    entries = newest
    return change
  }
}
