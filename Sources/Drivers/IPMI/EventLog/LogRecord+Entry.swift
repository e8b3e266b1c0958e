import IPMIWire
import Model

extension LogRecord {
  /// The entry of the model. `subjects` are the sensors that the BMC's records name.
  func entry(log: String, system: String, subjects: [EventAddress: EventSubject]) -> LogEntry {
    guard let event = SystemEvent(self) else {
      let content = bytes[LogRecord.vendorPart(bytes[2])].map(hex).joined(separator: " ")
      return LogEntry(
        log: log, record: UInt32(id), system: system, time: time,
        message: "Vendor's record of type \(hex(bytes[2])): \(content).")
    }
    let subject = subjects[event.address]
    return LogEntry(
      log: log, record: UInt32(id), system: system, time: time, severity: event.severity,
      message: event.sentence(subject), sensor: subject?.id, data: event.data(self, subject: subject))
  }

  /// Records of the types E0h to FFh have no time. What the log's clock says before it is set counts from the start of
  /// the BMC, and FFFFFFFFh says nothing (IPMI 2.0 section 37).
  private var time: WallTime? {
    guard bytes[2] < LogRecord.firstUntimed else { return nil }
    let seconds = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[3 + $1]) << (8 * UInt32($1)) }
    return seconds == .max || seconds <= LogRecord.lastSinceStart ? nil : WallTime(secondsSince1970: Int64(seconds))
  }

  private static let lastSinceStart: UInt32 = 0x2000_0000
  private static let firstUntimed: UInt8 = 0xe0

  /// Behind id, type and, where there is one, the time.
  private static func vendorPart(_ type: UInt8) -> Range<Int> { type < firstUntimed ? 7..<16 : 3..<16 }
}
