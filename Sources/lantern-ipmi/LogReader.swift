import CFreeIPMI
import CPlatform
import Glibc
import IPMI
import IPMIWire

/// Reads a BMC's System Event Log piece by piece, over many turns and sessions.
final class LogReader {
  private static let getSELInfo: UInt8 = 0x40
  private static let reserveSEL: UInt8 = 0x42
  private static let getSELEntry: UInt8 = 0x43
  private static let clearSEL: UInt8 = 0x47
  /// Records in one turn: a long log must not keep the sensors waiting.
  private static let piece = 64
  /// How long a BMC may take to erase its log while somebody waits for it.
  private static let erasePatience = 50
  private static let erasePause: UInt32 = 100_000

  private let reporter: Reporter
  private var cursor: SELCursor
  private var info: SELInfo?
  private var startsAnew = false

  init(request: SessionRequest, reporter: Reporter) {
    self.reporter = reporter
    cursor = SELCursor(limit: request.logEntries)
  }

  /// Whether there is more to be read at once.
  var isReading: Bool { cursor.isReading }

  /// Reads a piece and reports it. `between` is called before every record.
  func read(_ session: Session, interval: UInt64, between: () throws(SessionProblem) -> Void) throws(SessionProblem) {
    if !cursor.isReading {
      guard let found = try look(session) else { return }
      info = found
      cursor.look(found)
    }
    for _ in 0..<LogReader.piece {
      guard let id = cursor.nextRecord else { break }
      try between()
      try fetch(id, session)
    }
    let news = cursor.takeNews()
    // Counted again: some may have come while they were read, and by the old count as many of the oldest would be gone.
    if !cursor.isReading, !news.entries.isEmpty { info = try look(session) ?? info }
    report(news, interval: interval)
  }

  private func look(_ session: Session) throws(SessionProblem) -> SELInfo? {
    try session.ask(IPMI_NET_FN_STORAGE_RQ, LogReader.getSELInfo).flatMap(SELInfo.init)
  }

  /// The session was lost.
  func pause() { cursor.pause() }

  private func fetch(_ id: UInt16, _ session: Session) throws(SessionProblem) {
    // No reservation, the record, all of it from its beginning.
    let request = [0, 0, UInt8(id & 0xff), UInt8(id >> 8), 0, 0xff]
    guard let data = try session.ask(IPMI_NET_FN_STORAGE_RQ, LogReader.getSELEntry, request), data.count >= 18,
      let record = LogRecord(bytes: data[2..<18])
    else { return cursor.refused() }
    cursor.received(record, next: UInt16(data[0]) | UInt16(data[1]) << 8)
  }

  private func report(_ news: (startsAnew: Bool, entries: [LogRecord]), interval: UInt64) {
    reporter.send(
      .log(
        LogBatch(
          startsAnew: news.startsAnew, entries: news.entries,
          standing: cursor.isReading ? nil : info.map { standing($0, interval: interval) })))
  }

  private func standing(_ info: SELInfo, interval: UInt64, isErasing: Bool = false) -> LogStanding {
    LogStanding(
      count: info.count, capacity: info.capacity, isOverflown: info.isOverflown, isErasing: isErasing,
      takenNanoseconds: cplatform_monotonic_nanoseconds(),
      intervalMilliseconds: UInt32(clamping: interval / 1_000_000))
  }

  /// Clears the log and waits until it is (five seconds at most); the completion code of the BMC.
  func clear(_ session: Session) throws(SessionProblem) -> UInt8 {
    let reserved = try session.command(IPMI_NET_FN_STORAGE_RQ, LogReader.reserveSEL)
    // Not every BMC has reservations; one that has not takes 0.
    let reservation = reserved.code == 0 && reserved.data.count >= 2 ? Array(reserved.data.prefix(2)) : [0, 0]
    func step(_ action: UInt8) throws(SessionProblem) -> Session.Response {
      let letters: [UInt8] = [0x43, 0x4c, 0x52]
      return try session.command(IPMI_NET_FN_STORAGE_RQ, LogReader.clearSEL, reservation + letters + [action])
    }
    var answer = try step(0xaa)
    for _ in 0..<LogReader.erasePatience {
      guard answer.code == 0, let progress = answer.data.first, progress & 0x0f == 0 else { break }
      usleep(LogReader.erasePause)
      answer = try step(0)
    }
    return answer.code
  }
}
