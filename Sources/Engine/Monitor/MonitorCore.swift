import Model

/// What the monitor knows and decides, without threads, clocks or hardware: each input returns what to do.
///
/// The parts of it live in extensions named after what comes in: reports, commands, time.
struct MonitorCore {
  enum Input: Sendable {
    case report(HardwareReport, from: String)
    case actionFinished(ActionToken, ActionResult)
    case command(Ticket, Command, Caller)
    /// The audit record of an admission is written: carry it out.
    case execute(Admission)
    /// The settings are on stable storage, or `failure` says why not.
    case kept(Admission, ThresholdSettings, failure: String?)
    /// All there is of accounts and roles now.
    case accounts([Content])
    /// What `change` led to: all there is now, and why it was not made.
    case changed(Admission, accounts: [Content]?, AccountError?)
    /// The time that `deadline` named has come, or any other.
    case timer
    /// Ends every sequence, releasing its lines.
    case stop(reason: String)
  }

  enum Effect: Sendable {
    case remove([ObjectID])
    case publish([(content: Content, validUntil: Instant)])
    case event(Event)
    case perform(HardwareAction, source: String, ActionToken)
    /// Write the record, then hand back `execute`; if it cannot be written, refuse.
    case admit(Admission, AuditRecord)
    /// Put the settings on stable storage, then hand back `kept`.
    case keep(ThresholdSettings, for: Admission)
    /// Make the change to the account, then hand back `changed`.
    case change(AccountChange, account: String, for: Admission)
    case record(AuditRecord)
    case answer(Ticket, CommandOutcome)
  }

  let board: MonitoredBoard
  /// Every source by name, in the order in which they were given.
  let sources: [String]

  var inventory: Inventory
  var sensors: [String: SensorTrack] = [:]
  var systems: [String: SystemTrack] = [:]
  /// What is fixed about all other objects.
  var others: [ObjectID: Content] = [:]
  private(set) var governance = Governance()
  /// Ids of the systems on which a sequence is under way.
  var running: Set<String> = []
  /// By feed.
  var powerOnQueues: [String: PowerOnQueue] = [:]
  /// Ids of the systems whose state each line tells.
  let stateLines: [String: [String]]
  /// Nothing that was read expires before; nil while nothing that was read can.
  var nextExpiry: Instant?
  var powerReporters: [String: String] = [:]
  var sourceStatus: [String: SourceStatus] = [:]
  var jobs: JobTable
  var logs: [String: LogTrack] = [:]
  /// By system.
  var boots: [String: BootTrack] = [:]
  /// Fans that are driven, by id.
  var fans: [String: FanController]
  /// Cooling zones by id.
  var zones: [String: ZoneController]
  /// What each zone demanded last.
  var demands: [String: ZoneController.Demand] = [:]
  /// Fans by what is being written to them.
  var drives: [ActionToken: String] = [:]
  /// Commands that wait for their fan to be driven as they say.
  var fanCommands: [String: FanCommand] = [:]
  /// The source that reports each fan.
  var fanReporters: [String: String] = [:]
  /// The sources that have said something.
  var heardSources: Set<String> = []
  /// The redundancy sets that each device is in.
  var redundancySets: [ObjectID: [ObjectID]] = [:]
  var isStopping = false
  /// Commands that wait for one action of a source.
  var requests = HardwareRequests()
  /// What commands have made of thresholds, those of sensors that are not there included.
  var thresholdSettings: ThresholdSettings
  var lastToken: UInt64 = 0
  var output = MonitorOutput()

  /// `run` tells this run of the agent from all others.
  init(
    board: MonitoredBoard, sources: [String], thresholds: ThresholdSettings = ThresholdSettings(), run: String = "run"
  ) {
    self.board = board
    self.sources = sources
    thresholdSettings = thresholds
    jobs = JobTable(prefix: run)
    stateLines = Dictionary(grouping: board.plans.keys.sorted()) { board.plans[$0]?.stateLine ?? "" }
    fans = board.fans.mapValues(FanController.init)
    zones = board.zones.mapValues(ZoneController.init)
    inventory = Inventory(board: board.contents)
  }

  /// To be called once, first: publishes what the board file states.
  mutating func start() -> [Effect] {
    for content in board.contents { define(content) }
    govern()
    return finish()
  }

  mutating func handle(_ input: Input, at now: Moment) -> [Effect] {
    switch input {
    case .report(let report, let source): take(report, from: source, at: now)
    case .actionFinished(let token, let result): actionFinished(token, result, at: now)
    case .command(let ticket, let command, let caller): consider(command, by: caller, ticket, at: now)
    case .execute(let admission): execute(admission, at: now)
    case .kept(let admission, let settings, let failure): kept(settings, for: admission, failure, at: now)
    case .accounts(let contents): take(accounts: contents, at: now)
    case .changed(let admission, let contents, let problem):
      changed(admission, accounts: contents, problem, at: now)
    case .timer: expire(at: now)
    case .stop(let reason): stop(because: reason, at: now)
    }
    if !fans.isEmpty { steerFans(at: now) }
    return finish()
  }

  // MARK: What is published

  /// Adds an object, or changes what is fixed about it; `govern` must follow.
  mutating func define(_ content: Content) {
    switch content {
    case .sensor(let sensor):
      let policy = board.policies[sensor.id] ?? SensorPolicy()
      sensors[sensor.id, default: SensorTrack(sensor, policy: policy)].redefine(
        sensor, settings: thresholdSettings.usable(for: sensor))
    case .system(let system):
      let plan = board.plans[system.id] ?? PowerPlan()
      systems[system.id, default: SystemTrack(system, plan: plan)].redefine(system)
    case .log(let log):
      logs[log.id, default: LogTrack(log)].redefine(log)
    case .boot(let configuration):
      return define(boot: configuration)
    case .entry, .bootSource:
      // These follow from reports of logs and from boot configurations.
      return
    case .redundancy(let set):
      others[content.id] = content.withoutReading
      join(set)
    case .fan, .supply, .part, .firmware, .job, .account, .role, .directory:
      others[content.id] = content.withoutReading
    }
    governance.define(content)
    output.touch(content.id)
  }

  /// Takes an object out; `govern` must follow.
  mutating func forget(_ id: ObjectID, at now: Moment) {
    switch id.kind {
    case .sensor:
      sensors[id.id] = nil
    case .system:
      carryOut(systems[id.id]?.sequencer.abandon(.failed("the system is gone")) ?? [], on: id.id, now)
      systems[id.id] = nil
      forgetBoot(of: id.id)
      for (log, track) in logs where track.current.system == id.id { forgetLog(log) }
    case .log: return forgetLog(id.id)
    case .boot: return forgetBoot(of: id.id)
    case .entry, .bootSource: return
    case .fan, .supply, .part, .firmware, .job, .account, .role, .directory, .redundancy:
      others[id] = nil
      touchSets(of: id)
    }
    governance.forget(id)
    output.remove(id)
  }

  /// Objects came, went or changed: so may have what devices and systems of the same household follow from.
  mutating func govern() {
    for id in governance.settle() { touchDevice(id) }
  }

  /// A sensor changed, or was read again: so did what follows from it.
  mutating func touchGoverned(by sensor: String) {
    for id in governance.governed[sensor] ?? [] { touchDevice(id) }
  }

  private mutating func finish() -> [Effect] {
    var publications: [(content: Content, validUntil: Instant)] = []
    for id in output.touched {
      if let publication = publication(of: id) { publications.append(publication) }
    }
    return output.take(publishing: publications)
  }

  private func publication(of id: ObjectID) -> (content: Content, validUntil: Instant)? {
    switch id.kind {
    case .sensor:
      guard let track = sensors[id.id] else { return nil }
      return (.sensor(track.current), track.validUntil ?? .distantFuture)
    case .system:
      guard let track = systems[id.id] else { return nil }
      let rollup = rollup(of: id)
      return (
        .system(track.content(health: rollup.health)), track.validUntil ?? rollup.validUntil ?? .distantFuture
      )
    case .job:
      return jobs.job(id.id).map { (.job($0), .distantFuture) }
    case .log:
      return logs[id.id].map { (.log($0.current), $0.validUntil ?? .distantFuture) }
    case .boot:
      return boots[id.id].map { (.boot($0.current), $0.validUntil ?? .distantFuture) }
    default:
      guard let content = others[id] else { return nil }
      if case .redundancy(let set) = content { return publication(of: set) }
      let rollup = rollup(of: id)
      if case .fan(let fan) = content.judged(by: rollup), let controller = fans[fan.id] {
        return publication(of: fan, controller, rollup)
      }
      return (content.judged(by: rollup), rollup.validUntil ?? .distantFuture)
    }
  }

  func rollup(of id: ObjectID) -> HealthRollup {
    HealthRollup(of: (governance.sensors[id] ?? []).lazy.compactMap { sensors[$0] })
  }
}
