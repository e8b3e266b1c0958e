import IPMIWire
import Model

/// The System Event Log of one BMC as far as it was told: the newest records, and how the log stands.
struct EventLogBook {
  private let id: String
  private let system: String
  private let limit: Int
  private var records: [LogRecord] = []
  /// The same as entries, as long as the sensors are named as they were.
  private var entries: [LogEntry] = []
  private var subjects: [EventAddress: EventSubject] = [:]
  private var standing: LogStanding?

  /// `limit` is how many entries are kept.
  init(naming: BMCNaming, system: String, limit: Int) {
    id = naming.log
    self.system = system
    self.limit = limit
  }

  /// Takes news; true when they are complete, so that the log can be shown.
  mutating func take(_ batch: LogBatch) -> Bool {
    if batch.startsAnew {
      records = []
      entries = []
    }
    records += batch.entries
    entries += batch.entries.map(entry)
    trim(to: limit)
    guard let now = batch.standing else { return false }
    // Where the log wraps, the BMC has fewer records than it has told.
    trim(to: Int(now.count))
    standing = now
    return true
  }

  private mutating func trim(to count: Int) {
    guard records.count > count else { return }
    records.removeFirst(records.count - count)
    entries.removeFirst(entries.count - count)
  }

  /// The sensors that the BMC's records name now; true when entries read otherwise for it.
  mutating func name(_ subjects: [EventAddress: EventSubject]) -> Bool {
    guard subjects != self.subjects else { return false }
    self.subjects = subjects
    let before = entries
    entries = records.map(entry)
    return entries != before
  }

  private func entry(_ record: LogRecord) -> LogEntry { record.entry(log: id, system: system, subjects: subjects) }

  /// The log and its entries, oldest first, with the time it was looked at and how often it is; nil until it was.
  var shown: (log: RecordLog, entries: [LogEntry], takenNanoseconds: UInt64, interval: Duration)? {
    standing.map { (log($0), entries, $0.takenNanoseconds, .milliseconds($0.intervalMilliseconds)) }
  }

  private func log(_ standing: LogStanding) -> RecordLog {
    var log = RecordLog(id: id, name: "System Event Log", system: system)
    log.capacity = standing.capacity
    log.count = UInt32(standing.count)
    log.isOverflown = standing.isOverflown
    log.state = standing.isErasing ? .erasing : .normal
    log.quality = .good
    return log
  }
}
