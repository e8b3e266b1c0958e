import LanternTesting
import Model
import Testing

@testable import Engine

/// Logs of the hardware in the model: their entries come, go and never age; how the log itself stands does.
struct LogTests {
  private let rig = MonitorRig([.system(sampleSystem())])

  private func log(count: UInt32? = nil, state: LogState = .normal, system: String = System.onlyID) -> RecordLog {
    var log = RecordLog(id: "sel", name: "Event log", system: system)
    log.capacity = 512
    log.count = count
    log.state = state
    log.quality = .good
    return log
  }

  private func entry(_ record: UInt32, _ severity: Severity = .information, _ message: String = "Happened.") -> LogEntry
  {
    LogEntry(log: "sel", record: record, system: System.onlyID, severity: severity, message: message)
  }

  /// The log as it is now; looked at every five seconds.
  private func report(_ entries: [LogEntry], state: LogState = .normal) {
    rig.report(
      .log(
        log(count: UInt32(entries.count), state: state), entries, at: rig.clock.now(), interval: .seconds(5)))
  }

  private var entries: [String] { rig.store.snapshot.objects(of: .entry).map(\.id.id) }

  private func current() throws -> RecordLog {
    let object = try #require(rig.object(.log, "sel"))
    guard case .log(let log) = object.current(at: rig.clock.now()) else { throw MonitorRig.Missing() }
    return log
  }

  @Test func aLogAndItsEntriesAreObjectsInTheOrderOfTheLog() throws {
    report([entry(7), entry(8)])
    #expect(try current() == log(count: 2))
    #expect(entries == ["sel.7", "sel.8"])
    report([entry(7), entry(8), entry(9)])
    #expect(entries == ["sel.7", "sel.8", "sel.9"])
  }

  @Test func whatTheLogNoLongerHasIsGone() {
    report([entry(1), entry(2), entry(3)])
    report([entry(3), entry(4)])
    #expect(entries == ["sel.3", "sel.4"])
    report([])
    #expect(entries == [])
  }

  @Test func anEntryThatIsStillThereKeepsItsVersion() throws {
    report([entry(1)])
    let before = try #require(rig.object(.entry, "sel.1")).version
    rig.advance(by: .seconds(5))
    report([entry(1), entry(2)])
    #expect(rig.object(.entry, "sel.1")?.version == before)
  }

  @Test func aNumberUsedAgainAfterAClearIsAnotherEntry() throws {
    report([entry(1, .information, "Before.")])
    report([entry(1, .information, "After.")])
    #expect(rig.object(.entry, "sel.1")?.content == .entry(entry(1, .information, "After.")))
  }

  @Test func onlyTheNewestOfTooManyEntriesAreKept() {
    let limit = UInt32(LogEntry.limit)
    report((1...limit + 2).map { entry($0) })
    #expect(entries.count == LogEntry.limit)
    #expect(entries.first == "sel.3")
    #expect(entries.last == "sel.\(limit + 2)")
  }

  @Test func howTheLogStandsGrowsOldAndItsEntriesDoNot() throws {
    report([entry(1)])
    rig.clock.advance(by: .seconds(15))
    #expect(try current().count == 1)
    rig.clock.advance(by: .nanoseconds(1))
    #expect(try current().count == nil, "even if the monitor hangs")
    #expect(try current().state == .unknown)
    rig.settle()
    #expect(rig.events.take() == [.becameUnknown(ObjectID(.log, "sel"), name: "Event log")])
    #expect(rig.object(.entry, "sel.1")?.current(at: rig.clock.now()) == .entry(entry(1)))
    report([entry(1)])
    #expect(try current().count == 1)
  }

  @Test func anOlderReportIsIgnored() {
    report([entry(1), entry(2)])
    rig.report(
      .log(log(count: 0), [], at: Instant(nanoseconds: rig.clock.now().nanoseconds - 1), interval: .seconds(5)))
    #expect(entries == ["sel.1", "sel.2"])
  }

  @Test func aReportFromTheFutureIsOfNow() throws {
    rig.report(.log(log(count: 0), [], at: rig.clock.now() + .seconds(3600), interval: .seconds(5)))
    rig.clock.advance(by: .seconds(16))
    #expect(try current().count == nil)
  }

  @Test func troubleThatComesInIsToldButNotWhatWasThereFromTheStart() {
    report([entry(1, .critical, "Long ago.")])
    #expect(rig.events.take() == [])
    report([entry(1, .critical, "Long ago."), entry(2), entry(3, .warning, "Fan 1 is slow.")])
    #expect(rig.events.take() == [.logged(id: "sel.3", severity: .warning, message: "Fan 1 is slow.")])
  }

  @Test func whatOnlyReadsOtherwiseIsNotToldAgain() {
    report([])
    report([entry(1, .critical, "Sensor 0x31 crossed a limit.")])
    _ = rig.events.take()
    report([entry(1, .critical, "Fan 1 crossed a limit.")])
    #expect(rig.events.take() == [])
    var another = entry(1, .critical, "Fan 2 crossed a limit.")
    another.time = WallTime(secondsSince1970: 1)
    report([another])
    #expect(rig.events.take() == [.logged(id: "sel.1", severity: .critical, message: "Fan 2 crossed a limit.")])
  }

  @Test func aFloodIsToldByItsEndOnly() {
    report([])
    report((1...100).map { entry($0, .critical) })
    let told = rig.events.take()
    #expect(told.count == LogTrack.newsLimit)
    #expect(told.last == .logged(id: "sel.100", severity: .critical, message: "Happened."))
  }

  @Test func aLogOfNoSystemIsNotTakenIn() {
    rig.report(.log(log(system: "nobody"), [], at: rig.clock.now(), interval: .seconds(5)))
    #expect(rig.object(.log, "sel") == nil)
  }

  @Test func aLogGoesWithItsSystem() {
    rig.report(.inventory([.system(sampleSystem("blade"))]))
    let entry = LogEntry(log: "sel", record: 1, system: "blade", message: "Happened.")
    rig.report(.log(log(system: "blade"), [entry], at: rig.clock.now(), interval: .seconds(5)))
    #expect(entries == ["sel.1"])
    rig.report(.inventory([]))
    #expect(rig.object(.log, "sel") == nil)
    #expect(entries == [])
  }

  // MARK: Clearing

  @Test func clearingIsDoneByTheSourceAndAnsweredWhenItIs() {
    report([entry(1)])
    rig.source.hold()
    let reply = rig.give(.clearLog(id: "sel"))
    #expect(rig.source.actions == [.clearLog(id: "sel")])
    #expect(reply.outcome == nil)
    report([])
    rig.source.release()
    rig.settle()
    #expect(reply.outcome == .accepted)
    #expect(entries == [])
    #expect(rig.audit.records.map(\.before) == ["1 records", "1 records"])
    #expect(rig.audit.records.map(\.after) == [nil, "0 records"])
  }

  @Test func aLogThatIsNotThereCannotBeCleared() {
    #expect(rig.give(.clearLog(id: "sel")).outcome == .notFound)
    #expect(rig.source.actions == [])
  }

  @Test func aLogThatIsBeingClearedIsBusy() {
    report([entry(1)], state: .erasing)
    #expect(rig.give(.clearLog(id: "sel")).outcome == .busy)
    report([entry(1)])
    rig.source.hold()
    let first = rig.give(.clearLog(id: "sel"))
    #expect(rig.give(.clearLog(id: "sel")).outcome == .busy)
    rig.source.release()
    rig.settle()
    #expect(first.outcome == .accepted)
    #expect(rig.source.actions.count == 1)
  }

  @Test func clearingNeedsThePermissionForLogs() {
    report([entry(1)])
    var caller = MonitorRig.admin
    caller.rights = Rights(.operator)
    #expect(rig.give(.clearLog(id: "sel"), by: caller).outcome == .denied)
    #expect(rig.source.actions == [])
    caller.rights = Rights(Role("archivist", Permissions([.read, .logs])))
    #expect(rig.give(.clearLog(id: "sel"), by: caller).outcome == .accepted)
  }
}
