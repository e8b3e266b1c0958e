import CPlatform
import IPMIWire

/// What goes on within one session: the inventory now and then, the sensors at every interval, and the power desk
/// in between.
final class Scan {
  /// A data repository or a threshold that changed is noticed after this time.
  private static let inventoryPeriod: UInt64 = 600_000_000_000
  /// Before another attempt when it could not be taken.
  private static let inventoryPause: UInt64 = 30_000_000_000
  /// Readings are passed on after this time even when the scan takes longer.
  private static let batchPeriod: UInt64 = 1_000_000_000

  private let session: Session
  private let reporter: Reporter
  private let desk: PowerDesk
  private let interval: UInt64
  private var sensors: [ScannedSensor] = []
  private var isLimited = false

  init(session: Session, mailbox: Mailbox, reporter: Reporter) {
    self.session = session
    self.reporter = reporter
    interval = UInt64(max(100, session.request.scanMilliseconds)) * 1_000_000
    desk = PowerDesk(session: session, mailbox: mailbox, reporter: reporter, interval: interval)
  }

  /// Never returns: it throws when the session is lost or no longer wanted.
  func run() throws(SessionProblem) -> Never {
    guard let reader = SensorReader(session: session) else {
      throw SessionProblem(kind: "internal-error", message: "There is no memory to read sensors: free some.")
    }
    try desk.serve()
    reporter.send(.status(.working))
    var nextInventory: UInt64 = 0
    var period = interval
    while true {
      let start = cplatform_monotonic_nanoseconds()
      if start >= nextInventory {
        nextInventory = start + (try takeInventory() ? Scan.inventoryPeriod : Scan.inventoryPause)
      }
      try readSensors(with: reader, period: period)
      while cplatform_monotonic_nanoseconds() < start + interval { try desk.serve(until: start + interval) }
      period = max(interval, cplatform_monotonic_nanoseconds() - start)
    }
  }

  /// False when it could not be taken; the sensors known before stay, and so does the power desk.
  private func takeInventory() throws(SessionProblem) -> Bool {
    do throws(SessionProblem) {
      let inventory = Inventory(session: session, reporter: reporter) { () throws(SessionProblem) in
        try self.desk.serve()
      }
      sensors = try inventory.take()
      if isLimited { reporter.send(.status(.working)) }
      isLimited = false
      return true
    } catch {
      if error.endsSession { throw error }
      reporter.send(.status(.limited(kind: error.kind, message: error.message)))
      isLimited = true
      return false
    }
  }

  private func readSensors(with reader: SensorReader, period: UInt64) throws(SessionProblem) {
    var batch = ReadingsBatch(
      readings: [], takenNanoseconds: cplatform_monotonic_nanoseconds(),
      intervalMilliseconds: UInt32(clamping: period / 1_000_000))
    for sensor in sensors {
      try desk.serve()
      batch.readings.append(try reader.read(sensor.key, sensor.record))
      let now = cplatform_monotonic_nanoseconds()
      if batch.readings.count == ReadingsBatch.maximumCount || now - batch.takenNanoseconds > Scan.batchPeriod {
        reporter.send(.readings(batch))
        batch.readings.removeAll(keepingCapacity: true)
        batch.takenNanoseconds = now
      }
    }
    if !batch.readings.isEmpty { reporter.send(.readings(batch)) }
  }
}
