import Glibc
import LanternTesting
import Model
import Platform
import Synchronization
import Testing

@testable import Engine

/// The monitor with its thread and real clocks: that things arrive, and that it ends.
struct MonitorTests {
  /// Lets a test wait for something another thread does.
  private final class Gate: @unchecked Sendable {
    // A semaphore is made for being shared; it is set up once.
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    init() { sem_init(semaphore, 0, 0) }
    deinit {
      sem_destroy(semaphore)
      semaphore.deallocate()
    }
    func open() { sem_post(semaphore) }
    func pass() { sem_wait(semaphore) }
  }

  private final class GatedObserver: EventObserver {
    let gate = Gate()
    func observe(_ event: Event) { gate.open() }
  }

  private let store = ModelStore()
  private let source = RecordingSource(name: "bmc")
  private let audit = AuditRecorder()
  private let observer = GatedObserver()
  private let monitor: Monitor

  init() {
    let plan = PowerPlan(steps: [
      .off: [.hold(line: "button", until: .off, within: .seconds(600))],
      .nmi: [.chassisControl(.diagnosticInterrupt)],
    ])
    monitor = Monitor(
      board: MonitoredBoard(
        contents: [.system(sampleSystem()), .sensor(sampleSensor("inlet", thresholds: Thresholds(criticalHigh: 45)))],
        plans: [System.onlyID: plan]),
      store: store, time: SystemClock(), sources: [source], audit: audit, keeper: ThresholdRecorder(),
      accounts: AccountRecorder(), observer: observer)
  }

  private func submit(_ verb: PowerVerb) -> (reply: MonitorRig.Reply, gate: Gate) {
    let reply = MonitorRig.Reply()
    let gate = Gate()
    Door(monitor: monitor).submit(.power(system: System.onlyID, verb: verb), by: MonitorRig.admin) { outcome in
      reply.take(outcome)
      gate.open()
    }
    return (reply, gate)
  }

  @Test func theBoardIsThereBeforeTheThreadStarts() {
    #expect(store.snapshot.object(ObjectID(.sensor, "inlet")) != nil)
  }

  @Test func reportsOfASourceReachTheModel() throws {
    try monitor.start()
    let now = SystemClock().now()
    source.report(
      .samples([SensorSample(sensor: "inlet", quality: .good, value: 50)], at: now, interval: .seconds(600)))
    observer.gate.pass()
    guard case .sensor(let sensor)? = store.snapshot.object(ObjectID(.sensor, "inlet"))?.content else {
      Issue.record("no sensor")
      return
    }
    #expect(sensor.state == .criticalHigh)
    monitor.stop()
    #expect(source.isStopped)
  }

  @Test func aReadingIsLostByTheMonitorsOwnTimer() throws {
    try monitor.start()
    source.report(
      .samples(
        [SensorSample(sensor: "inlet", quality: .good, value: 20)], at: SystemClock().now(),
        interval: .milliseconds(1)))
    observer.gate.pass()
    guard case .sensor(let sensor)? = store.snapshot.object(ObjectID(.sensor, "inlet"))?.content else {
      Issue.record("no sensor")
      return
    }
    #expect(sensor.quality == .unknown)
    monitor.stop()
  }

  @Test func theHeartbeatGoesOnWhileNothingHappens() throws {
    let gate = Gate()
    let monitor = Monitor(
      board: MonitoredBoard(contents: [.system(sampleSystem())]), store: ModelStore(), time: SystemClock(), sources: [],
      audit: audit, keeper: ThresholdRecorder(), accounts: AccountRecorder(), observer: observer,
      heartbeat: Heartbeat(interval: .milliseconds(1)) { gate.open() })
    try monitor.start()
    for _ in 0..<20 { gate.pass() }
    monitor.stop()
  }

  @Test func aCommandGoesThroughTheDoorToTheHardwareAndBack() throws {
    try monitor.start()
    let (reply, gate) = submit(.nmi)
    gate.pass()
    #expect(reply.outcome == .accepted)
    #expect(source.actions == [.chassisControl(system: System.onlyID, .diagnosticInterrupt)])
    monitor.stop()
    #expect(audit.records.map(\.stage) == [.admitted, .answered(.accepted), .finished(.succeeded)])
  }

  @Test func submittingNeverWaitsAndTooMuchIsTurnedAway() {
    // The thread does not run: whatever is accepted waits.
    let replies = (0..<MonitorInbox.commandLimit + 1).map { _ in submit(.nmi).reply }
    #expect(replies.last?.outcome == .busy)
    #expect(replies.dropLast().allSatisfy { $0.outcome == nil })
  }

  /// Takes its time to let go of a line, and notes whether it had when it was stopped.
  private final class SlowSource: HardwareSource {
    let name = "slow"
    let hasReleased = Atomic(false)
    let hadReleasedWhenStopped = Atomic(false)

    func start(sink: any HardwareSink) {}

    func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void) {
      guard case .setLine(_, false, _) = action else { return completion(.done) }
      let thread = try? WorkerThread(name: "slow") { [self] in
        usleep(20_000)
        hasReleased.store(true, ordering: .sequentiallyConsistent)
        completion(.done)
      }
      thread?.detach()
    }

    func stop() {
      hadReleasedWhenStopped.store(
        hasReleased.load(ordering: .sequentiallyConsistent), ordering: .sequentiallyConsistent)
    }
  }

  @Test func aSourceIsNotStoppedBeforeItHasLetGoOfTheButton() throws {
    let slow = SlowSource()
    let monitor = Monitor(
      board: MonitoredBoard(
        contents: [.system(sampleSystem())],
        plans: [System.onlyID: PowerPlan(steps: [.off: [.hold(line: "button", until: .off, within: .seconds(600))]])]),
      store: store, time: SystemClock(), sources: [slow], audit: audit, keeper: ThresholdRecorder(),
      accounts: AccountRecorder(), observer: observer)
    try monitor.start()
    let gate = Gate()
    Door(monitor: monitor).submit(.power(system: System.onlyID, verb: .off), by: MonitorRig.admin) { _ in gate.open() }
    gate.pass()
    monitor.stop()
    let hadReleased = slow.hadReleasedWhenStopped.load(ordering: .sequentiallyConsistent)
    #expect(hadReleased)
  }

  @Test func whatWaitsIsAnsweredEvenIfTheThreadNeverRan() {
    let (reply, _) = submit(.nmi)
    monitor.stop()
    #expect(reply.outcome == .failed("the agent is stopping"))
    #expect(reply.count == 1)
  }

  @Test func stoppingDoesNotWaitForWhatTheHardwareWasAskedBefore() {
    let mailbox = MonitorMailbox()
    let worker = MonitorWorker(
      board: MonitoredBoard(
        contents: [.system(sampleSystem())],
        plans: [System.onlyID: PowerPlan(steps: [.nmi: [.chassisControl(.diagnosticInterrupt)]])]),
      store: store, time: SystemClock(), sources: [source], audit: audit, keeper: ThresholdRecorder(),
      thresholds: ThresholdSettings(), accounts: AccountRecorder(), run: "run", observer: observer, mailbox: mailbox)
    source.hold()
    mailbox.put(
      WaitingCommand(command: .power(system: System.onlyID, verb: .nmi), caller: MonitorRig.admin) { _ in })
    worker.work()
    #expect(worker.unanswered.count == 1)
    worker.abandon()
    #expect(worker.unanswered.isEmpty)
  }

  @Test func stoppingReleasesTheButtonAndAnswersEverybody() throws {
    try monitor.start()
    source.hold()
    let waiting = submit(.off)
    let late = submit(.nmi)
    late.gate.pass()
    #expect(late.reply.outcome == .busy)
    monitor.stop()
    #expect(waiting.reply.outcome == .failed("the agent is stopping"))
    #expect(
      source.actions == [
        .setLine(name: "button", asserted: true, lasts: false), .setLine(name: "button", asserted: false, lasts: false),
      ])
    #expect(source.isStopped)
    #expect(submit(.nmi).reply.outcome == .failed("the agent is stopping"))
  }
}
