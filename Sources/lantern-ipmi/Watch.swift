import CPlatform
import IPMI
import IPMIWire

/// What is done with one BMC and when each of it is due. It outlives sessions; whoever has the BMC's turn has it.
///
/// Orders go before everything else: `serve` is called between any two commands, so that whoever waits for one waits for
/// one command at most.
final class Watch {
  /// A data repository or a threshold that changed unnoticed is noticed after this time.
  static let inventoryPeriod: UInt64 = 600_000_000_000
  /// Before another attempt when it could not be taken.
  static let inventoryPause: UInt64 = 30_000_000_000
  /// How often the BMC is asked whether its sensor data records have changed, and for its boot flags.
  static let slowPeriod: UInt64 = 30_000_000_000
  /// BMCs drop sessions that are silent for a minute.
  static let longestInterval: UInt64 = 20_000_000_000
  /// After a power command the state is read this often, for so long.
  static let quickInterval: UInt64 = 250_000_000
  static let quickPeriod: UInt64 = 15_000_000_000
  /// Readings are passed on after this time even when the scan takes longer.
  static let batchPeriod: UInt64 = 1_000_000_000

  let mailbox: Mailbox
  let reporter: Reporter
  let log: LogReader
  var pace: ScanPace
  var sensors: [ScannedSensor] = []

  private var nextScan: UInt64 = 0
  private var nextInventory: UInt64 = 0
  private var nextSlow: UInt64 = 0
  var nextPower: UInt64 = 0
  var quickUntil: UInt64 = 0
  /// What the interval of the scans is now.
  private(set) var period: UInt64
  private var repository: [UInt8]?
  /// The records that are kept in a file are not the BMC's any more, though their times may be the same.
  private var hasStaleRecords = false
  private var isAnnounced = false
  private var isLimited = false
  var chassis: ChassisReading?
  var wasOn: Bool?
  var hasBootFlags = true

  init(_ request: SessionRequest, _ mailbox: Mailbox, _ reporter: Reporter) {
    self.mailbox = mailbox
    self.reporter = reporter
    log = LogReader(request: request, reporter: reporter)
    pace = ScanPace(interval: UInt64(max(100, request.scanMilliseconds)) * 1_000_000)
    period = pace.interval
  }

  /// When there is something to do next.
  var due: UInt64 { log.isReading ? 0 : min(nextScan, nextPower) }

  /// Somebody is waiting to see what a power command does.
  var isQuick: Bool { cplatform_monotonic_nanoseconds() < quickUntil }

  /// Does what is due. Throws when the session is lost or no longer wanted.
  func run(_ session: Session) throws(SessionProblem) {
    let start = cplatform_monotonic_nanoseconds()
    // With every scan, so that there is no turn for the power alone.
    if start >= nextScan { nextPower = 0 }
    try serve(session)
    if !isAnnounced { reporter.send(.status(.working)) }
    isAnnounced = true
    if start >= nextSlow {
      nextSlow = start + Watch.slowPeriod
      if try hasNewRecords(session) {
        nextInventory = 0
        hasStaleRecords = true
      }
      try readBootFlags(session)
    }
    if start >= nextInventory {
      nextInventory = start + (try takeInventory(session) ? Watch.inventoryPeriod : Watch.inventoryPause)
    }
    if start >= nextScan {
      period = pace.begin(at: cplatform_monotonic_nanoseconds())
      try readSensors(session)
      nextScan = pace.end(at: cplatform_monotonic_nanoseconds())
      try readLog(session)
    } else if log.isReading {
      try readLog(session)
    }
    try serve(session)
  }

  /// The next session is with a BMC that may have been restarted, or be another one.
  func sessionLost() {
    isAnnounced = false
    isLimited = false
    nextScan = 0
    nextInventory = 0
    nextSlow = 0
    nextPower = 0
    repository = nil
    chassis = nil
    hasBootFlags = true
    pace.pause()
    log.pause()
  }

  /// Carries out what is waiting; reads the power state when that is due.
  func serve(_ session: Session) throws(SessionProblem) {
    while let order = mailbox.next() { try carryOut(order, session) }
    if mailbox.isClosed { throw .closed }
    if cplatform_monotonic_nanoseconds() >= nextPower { try readPower(session) }
  }

  func readLog(_ session: Session) throws(SessionProblem) {
    try log.read(session, interval: period) { () throws(SessionProblem) in try self.serve(session) }
  }

  /// False when it could not be taken; the sensors known before stay, and so does the rest.
  private func takeInventory(_ session: Session) throws(SessionProblem) -> Bool {
    do throws(SessionProblem) {
      let inventory = Inventory(session: session, reporter: reporter) { () throws(SessionProblem) in
        try self.serve(session)
      }
      // Before the records: what changes while they are read is noticed next time.
      let standing = try SDRReader.standing(session)
      sensors = try inventory.take(fetchingAnew: hasStaleRecords)
      repository = standing
      hasStaleRecords = false
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

  private func hasNewRecords(_ session: Session) throws(SessionProblem) -> Bool {
    guard let repository else { return false }
    return try SDRReader.standing(session) != repository
  }

  private func readSensors(_ session: Session) throws(SessionProblem) {
    let reader = SensorReader(session: session)
    var batch = ReadingsBatch(
      readings: [], takenNanoseconds: cplatform_monotonic_nanoseconds(),
      intervalMilliseconds: UInt32(clamping: period / 1_000_000))
    for place in sensors.indices {
      try serve(session)
      // What is waiting may have changed what there is to be read.
      guard place < sensors.count else { break }
      batch.readings.append(try reader.read(&sensors[place]))
      let now = cplatform_monotonic_nanoseconds()
      if batch.readings.count == ReadingsBatch.maximumCount || now - batch.takenNanoseconds > Watch.batchPeriod {
        reporter.send(.readings(batch))
        batch.readings.removeAll(keepingCapacity: true)
        batch.takenNanoseconds = now
      }
    }
    if !batch.readings.isEmpty { reporter.send(.readings(batch)) }
  }
}
