import LanternTesting
import Model
import Synchronization
import Testing

@testable import Engine

/// Commands that go on after their caller was answered, as objects of the model.
struct JobTests {
  private static let plan = PowerPlan(
    steps: [
      .on: [.chassisControl(.powerUp), .until(state: .on, within: .seconds(10), isOptional: false)],
      .offGraceful: [.chassisControl(.softShutdown), .until(state: .off, within: .seconds(60), isOptional: false)],
    ], minimumOff: .seconds(5)
  ).withDerivedVerbs()

  private let rig = MonitorRig([.system(sampleSystem())], plans: [System.onlyID: plan])

  private func control(_ control: ChassisControl) -> HardwareAction {
    .chassisControl(system: System.onlyID, control)
  }

  /// The only job there is.
  private func job() throws -> Job {
    try #require(rig.jobs.count == 1)
    return rig.jobs[0]
  }

  private func start() throws -> Job {
    rig.power(.on)
    _ = rig.give(.cycleGraceful)
    return try job()
  }

  @Test func aGracefulCycleIsAJobThatIsThereWhenItsCallerIsAnswered() throws {
    rig.power(.on)
    let found = Mutex<[Bool]>([])
    let (store, audit) = (rig.store, rig.audit)
    rig.mailbox.put(
      WaitingCommand(command: .power(system: System.onlyID, verb: .cycleGraceful), caller: MonitorRig.admin) {
        outcome in
        guard case .job(let job) = outcome else { return }
        let content = store.snapshot.object(ObjectID(.job, job.id))?.content
        let isRecorded = audit.records.last?.stage == .answered(outcome)
        found.withLock { $0 = [content?.id == ObjectID(.job, job.id), isRecorded] }
      })
    rig.settle()
    #expect(found.withLock { $0 } == [true, true])
  }

  @Test func aJobSaysWhatItIsAndWhatItDoes() throws {
    let job = try start()
    #expect(job.id == "run:1")
    #expect(job.name == "Power cycle-graceful of ManagedSystem")
    #expect(job.system == System.onlyID && job.verb == .cycleGraceful && job.owner == "admin")
    #expect(job.state == .running && job.status == "waiting until the system is off" && job.progress == 20)
    #expect(job.submitted == rig.clock.wallTime() && job.elapsed == nil && job.error == nil)
    rig.advance(by: .seconds(20))
    rig.power(.off)
    #expect(try self.job().status == "waiting before the next step")
    #expect(try self.job().progress == 40)
  }

  @Test func aJobThatIsDoneSaysSoAndHowLongItTook() throws {
    let submitted = try start().submitted
    rig.advance(by: .seconds(20))
    rig.power(.off)
    rig.advance(by: .seconds(5))
    rig.advance(by: .seconds(2))
    rig.power(.on)
    #expect(rig.source.actions == [control(.softShutdown), control(.powerUp)])
    let job = try job()
    #expect(job.state == .completed && job.status == "completed" && job.progress == 100 && job.error == nil)
    #expect(job.elapsed == .seconds(27) && job.submitted == submitted && job.changed == rig.clock.wallTime())
  }

  @Test func aJobThatFailsSaysWhy() throws {
    _ = try start()
    for _ in 0..<60 {
      rig.advance(by: .seconds(1))
      rig.power(.on)
    }
    let job = try job()
    #expect(job.state == .failed && job.progress == 20)
    #expect(job.error == "the system did not become off within 60 s; it is on")
  }

  @Test func whatIsRefusedAtOnceIsNoJob() {
    rig.power(.on)
    rig.source.answer(.refused("no"))
    #expect(rig.give(.cycleGraceful).outcome == .failed("no"))
    #expect(rig.jobs == [])
  }

  @Test func verbsOfOneStepAreNoJobs() {
    rig.power(.on)
    #expect(rig.give(.offGraceful).outcome == .accepted)
    #expect(rig.jobs == [])
  }

  @Test func theSystemSaysThatItIsInTransitionAsLongAsTheJobRuns() throws {
    _ = try start()
    #expect(try rig.system().power.transitioning == .cycleGraceful)
    _ = rig.give(.cancelJob(id: "run:1"))
    #expect(try rig.system().power.transitioning == nil)
  }

  // MARK: The end of a job

  @Test func aJobThatIsEndedDoesNothingMore() throws {
    _ = try start()
    #expect(rig.give(.cancelJob(id: "run:1")).outcome == .accepted)
    let job = try job()
    #expect(job.state == .terminated && job.error == "ended by admin")
    rig.power(.off)
    rig.advance(by: .seconds(60))
    #expect(rig.source.actions == [control(.softShutdown)], "what was done stays done, and no more")
    #expect(rig.give(.on).outcome == .accepted, "the system is free")
  }

  @Test func anEndedJobLeavesItsTraces() throws {
    _ = try start()
    _ = rig.give(.cancelJob(id: "run:1"))
    let stages = rig.audit.records.map(\.stage)
    #expect(
      stages.suffix(3) == [.admitted, .finished(.cancelled("ended by admin")), .answered(.accepted)])
    let last = try #require(rig.audit.records.last)
    #expect(last.command == .cancelJob(id: "run:1") && last.before == "running" && last.after == "terminated")
    #expect(
      rig.events.kinds.last
        == .powerFinished(system: System.onlyID, verb: .cycleGraceful, .cancelled("ended by admin")))
  }

  @Test func aButtonThatAJobHoldsIsReleasedWhenItIsEnded() throws {
    let plan = PowerPlan(steps: [.cycleGraceful: [.hold(line: "button", until: .off, within: .seconds(60))]])
    let rig = MonitorRig([.system(sampleSystem())], plans: [System.onlyID: plan])
    rig.power(.on)
    _ = rig.give(.cycleGraceful)
    #expect(rig.give(.cancelJob(id: "run:1")).outcome == .accepted)
    #expect(
      rig.source.actions == [
        .setLine(name: "button", asserted: true, lasts: false), .setLine(name: "button", asserted: false, lasts: false),
      ])
  }

  @Test func onlyWhatRunsCanBeEndedAndOnlyWhatHasEndedDeleted() throws {
    _ = try start()
    #expect(rig.give(.deleteJob(id: "run:1")).outcome == .busy)
    #expect(rig.jobs.count == 1)
    _ = rig.give(.cancelJob(id: "run:1"))
    #expect(rig.give(.cancelJob(id: "run:1")).outcome == .invalidTransition)
    #expect(rig.give(.deleteJob(id: "run:1")).outcome == .accepted)
    #expect(rig.jobs == [])
    #expect(rig.audit.records.last?.before == "terminated" && rig.audit.records.last?.after == "none")
    #expect(rig.give(.deleteJob(id: "run:1")).outcome == .notFound)
    #expect(rig.give(.cancelJob(id: "run:1")).outcome == .notFound)
  }

  @Test func aReaderMayNeitherEndNorDeleteJobs() throws {
    _ = try start()
    var reader = MonitorRig.admin
    reader.rights = Rights(.readonly)
    #expect(rig.give(.cancelJob(id: "run:1"), by: reader).outcome == .denied)
    #expect(rig.give(.deleteJob(id: "nonsense"), by: reader).outcome == .denied)
    #expect(try job().state == .running)
  }

  // MARK: How long jobs stay

  @Test func aFinishedJobStaysForFiveMinutes() throws {
    _ = try start()
    rig.advance(by: .seconds(30))
    _ = rig.give(.cancelJob(id: "run:1"))
    rig.advance(by: Job.defaultRetention)
    #expect(rig.jobs.count == 1)
    rig.advance(by: .nanoseconds(1))
    #expect(rig.jobs == [])
  }

  @Test func aRunningJobStaysHoweverLongItTakes() throws {
    let slow = PowerPlan(steps: [.cycleGraceful: [.chassisControl(.softShutdown), .wait(.seconds(10_000))]])
    let rig = MonitorRig([.system(sampleSystem())], plans: [System.onlyID: slow])
    rig.power(.on)
    _ = rig.give(.cycleGraceful)
    rig.advance(by: .seconds(9_000))
    #expect(rig.jobs.map(\.state) == [.running])
  }

  @Test func onlyTheNewestJobsAreKept() {
    var table = JobTable(prefix: "run")
    let now = Moment(instant: .zero, wall: WallTime(secondsSince1970: 0))
    let first = table.start(.cycleGraceful, on: "a", by: "admin", at: now).job
    var dropped: [String] = []
    for _ in 0..<100 {
      let (job, old) = table.start(.resetGraceful, on: "b", by: "admin", at: now)
      if let old { dropped.append(old) }
      table.finish(job.id, .succeeded, at: now)
    }
    #expect(table.jobs.count == JobTable.limit)
    #expect(table.jobs.first == first, "it still runs")
    #expect(table.jobs.last?.id == "run:101")
    #expect(dropped == (2...70).map { "run:\($0)" })
  }

  @Test func whatMadeRoomIsGoneFromTheModelToo() throws {
    let instant = PowerPlan(steps: [.cycleGraceful: [.chassisControl(.softShutdown)]])
    let rig = MonitorRig([.system(sampleSystem())], plans: [System.onlyID: instant])
    rig.power(.on)
    for _ in 0..<JobTable.limit + 3 { _ = rig.give(.cycleGraceful) }
    #expect(rig.jobs.map(\.id) == (4...JobTable.limit + 3).map { "run:\($0)" })
  }
}
