import LanternTesting
import Model
import Synchronization
import Testing

@testable import Engine

/// A monitor without a thread: the test gives it things and lets it work, under a clock that the test moves.
final class MonitorRig {
  let clock = FakeClock()
  let store = ModelStore()
  let events = EventRecorder()
  let audit = AuditRecorder()
  let source = RecordingSource(name: "bmc")
  let thresholds = ThresholdRecorder()
  let accounts = AccountRecorder()
  let mailbox = MonitorMailbox()
  private let worker: MonitorWorker

  init(
    _ contents: [Content], policies: [String: SensorPolicy] = [:], plans: [String: PowerPlan] = [:],
    powerSources: [String: String] = [:], fans: [String: FanPlan] = [:], zones: [CoolingZone] = [],
    kept: ThresholdSettings = ThresholdSettings(),
    audit writer: (any AuditWriter)? = nil
  ) {
    worker = MonitorWorker(
      board: MonitoredBoard(
        contents: contents, policies: policies, plans: plans, powerSources: powerSources, fans: fans,
        zones: Dictionary(uniqueKeysWithValues: zones.map { ($0.id, $0) })),
      store: store, time: clock, sources: [source], audit: writer ?? audit, keeper: thresholds,
      thresholds: kept, accounts: accounts, run: "run", observer: events, mailbox: mailbox)
    source.start(sink: Sink(mailbox: mailbox))
  }

  private struct Sink: HardwareSink {
    let mailbox: MonitorMailbox
    func deliver(_ report: HardwareReport, from source: String) { mailbox.put(report, from: source) }
  }

  // MARK: What happens

  func report(_ report: HardwareReport, from source: String = "bmc") {
    mailbox.put(report, from: source)
    settle()
  }

  /// A scan at this moment, every second.
  func sample(_ samples: SensorSample...) {
    report(.samples(samples, at: clock.now(), interval: .seconds(1)))
  }

  func sample(_ sensor: String, _ value: Double) {
    sample(SensorSample(sensor: sensor, quality: .good, value: value))
  }

  /// The power state seen at this moment; looked at every five seconds.
  func power(_ state: PowerState, of system: String = System.onlyID) {
    report(.power(system: system, state: state, at: clock.now(), interval: .seconds(5)))
  }

  func advance(by length: Duration) {
    clock.advance(by: length)
    settle()
  }

  func abandon() { worker.abandon() }

  /// Answers of a source come back through the mailbox, and may lead to further actions.
  func settle() {
    for _ in 0..<20 { worker.work() }
  }

  // MARK: Commands

  /// Where the outcome of a command will be.
  final class Reply: Sendable {
    private let outcomes = Mutex<[CommandOutcome]>([])
    var outcome: CommandOutcome? { outcomes.withLock { $0.first } }
    var count: Int { outcomes.withLock { $0.count } }
    func take(_ outcome: CommandOutcome) { outcomes.withLock { $0.append(outcome) } }
  }

  static let admin = Caller(
    user: "admin", rights: Rights(.administrator), address: "192.0.2.7", face: "ws-management", request: "uuid:1")

  func give(_ verb: PowerVerb, to system: String = System.onlyID, by caller: Caller = MonitorRig.admin) -> Reply {
    let reply = put(verb, to: system, by: caller)
    settle()
    return reply
  }

  func give(_ command: Command, by caller: Caller = MonitorRig.admin) -> Reply {
    let reply = Reply()
    mailbox.put(WaitingCommand(command: command, caller: caller, completion: reply.take))
    settle()
    return reply
  }

  /// Leaves the command waiting.
  func put(_ verb: PowerVerb, to system: String = System.onlyID, by caller: Caller = MonitorRig.admin) -> Reply {
    let reply = Reply()
    mailbox.put(
      WaitingCommand(command: .power(system: system, verb: verb), caller: caller, completion: reply.take))
    return reply
  }

  // MARK: What a reader sees now

  func object(_ kind: ObjectKind, _ id: String) -> ModelObject? { store.snapshot.object(ObjectID(kind, id)) }

  func sensor(_ id: String) throws -> Sensor {
    guard case .sensor(let sensor) = try current(.sensor, id) else { throw Missing() }
    return sensor
  }

  func system(_ id: String = System.onlyID) throws -> System {
    guard case .system(let system) = try current(.system, id) else { throw Missing() }
    return system
  }

  func fan(_ id: String) throws -> Fan {
    guard case .fan(let fan) = try current(.fan, id) else { throw Missing() }
    return fan
  }

  func supply(_ id: String) throws -> Supply {
    guard case .supply(let supply) = try current(.supply, id) else { throw Missing() }
    return supply
  }

  func redundancy(_ id: String) throws -> RedundancySet {
    guard case .redundancy(let set) = try current(.redundancy, id) else { throw Missing() }
    return set
  }

  /// Oldest first.
  var jobs: [Job] {
    store.snapshot.objects(of: .job).compactMap { if case .job(let job) = $0.content { job } else { nil } }
  }

  private func current(_ kind: ObjectKind, _ id: String) throws -> Content {
    try #require(object(kind, id)).current(at: clock.now())
  }

  struct Missing: Error {}
}
