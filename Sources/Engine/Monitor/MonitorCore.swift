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
    /// The time that `deadline` named has come, or any other.
    case timer
    /// Ends every sequence, releasing its lines.
    case stop(reason: String)
  }

  enum Effect: Sendable {
    case remove([ObjectID])
    case publish([(content: Content, validUntil: Instant)])
    case event(Event)
    case jobs([Job])
    case perform(HardwareAction, source: String, ActionToken)
    /// Write the record, then hand back `execute`; if it cannot be written, refuse.
    case admit(Admission, AuditRecord)
    case record(AuditRecord)
    case answer(Ticket, CommandOutcome)
  }

  let board: MonitoredBoard
  /// Every source by name, in the order in which they were given.
  let sources: [String]

  var inventory: Inventory
  var sensors: [String: SensorTrack] = [:]
  var systems: [String: SystemTrack] = [:]
  /// Fans, supplies, parts and firmware: what is fixed about them.
  var others: [ObjectID: Content] = [:]
  var fansByTachometer: [String: [ObjectID]] = [:]
  var powerReporters: [String: String] = [:]
  var sourceStatus: [String: SourceStatus] = [:]
  var jobs = JobTable()
  var lastToken: UInt64 = 0
  var output = MonitorOutput()

  init(board: MonitoredBoard, sources: [String]) {
    self.board = board
    self.sources = sources
    inventory = Inventory(board: board.contents)
  }

  /// To be called once, first: publishes what the board file states.
  mutating func start() -> [Effect] {
    for content in board.contents { define(content) }
    return finish()
  }

  mutating func handle(_ input: Input, at now: Moment) -> [Effect] {
    switch input {
    case .report(let report, let source): take(report, from: source, at: now)
    case .actionFinished(let token, let result): actionFinished(token, result, at: now)
    case .command(let ticket, let command, let caller): consider(command, by: caller, ticket, at: now)
    case .execute(let admission): execute(admission, at: now)
    case .timer: expire(at: now)
    case .stop(let reason): stop(because: reason, at: now)
    }
    return finish()
  }

  // MARK: What is published

  /// Adds an object, or changes what is fixed about it.
  mutating func define(_ content: Content) {
    switch content {
    case .sensor(let sensor):
      let policy = board.policies[sensor.id] ?? SensorPolicy()
      sensors[sensor.id, default: SensorTrack(sensor, policy: policy)].redefine(sensor)
    case .system(let system):
      let plan = board.plans[system.id] ?? PowerPlan()
      systems[system.id, default: SystemTrack(system, plan: plan)].redefine(system)
    case .fan, .supply, .part, .firmware:
      others[content.id] = content.withoutReading
      if content.id.kind == .fan { indexTachometers() }
    }
    output.touch(content.id)
    if case .sensor(let sensor) = content { touchGoverned(by: sensor) }
  }

  mutating func forget(_ id: ObjectID) {
    switch id.kind {
    case .sensor:
      if let gone = sensors.removeValue(forKey: id.id)?.current { touchGoverned(by: gone) }
    case .system: systems[id.id] = nil
    case .fan, .supply, .part, .firmware:
      others[id] = nil
      if id.kind == .fan { indexTachometers() }
    }
    output.remove(id)
  }

  /// A sensor changed, or was read again: so did what follows from it.
  mutating func touchGoverned(by sensor: Sensor) {
    output.touch(ObjectID(.system, sensor.system))
    if let measured = sensor.measures, measured.kind == .fan || measured.kind == .supply { output.touch(measured) }
    for fan in fansByTachometer[sensor.id] ?? [] { output.touch(fan) }
  }

  private mutating func indexTachometers() {
    fansByTachometer = [:]
    for case .fan(let fan) in others.values {
      if let sensor = fan.tachometer { fansByTachometer[sensor, default: []].append(ObjectID(.fan, fan.id)) }
    }
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
      // Devices follow from sensors of the system, so they have no say of their own.
      let rollup = HealthRollup(of: sensors.values.lazy.filter { $0.current.system == id.id })
      return (
        .system(track.content(health: rollup.health)), track.validUntil ?? rollup.validUntil ?? .distantFuture
      )
    case .fan, .supply, .part, .firmware:
      guard let content = others[id] else { return nil }
      return publication(of: content)
    }
  }

  private func publication(of content: Content) -> (content: Content, validUntil: Instant) {
    let rollup: HealthRollup
    switch content {
    case .fan(var fan):
      rollup = HealthRollup(
        of: sensors.values.lazy.filter { $0.current.id == fan.tachometer || $0.current.measures == content.id })
      fan.quality = rollup.quality
      fan.health = rollup.health
      return (.fan(fan), rollup.validUntil ?? .distantFuture)
    case .supply(var supply):
      rollup = HealthRollup(of: sensors.values.lazy.filter { $0.current.measures == content.id })
      supply.quality = rollup.quality
      supply.health = rollup.health
      return (.supply(supply), rollup.validUntil ?? .distantFuture)
    case .system, .sensor, .part, .firmware:
      return (content, .distantFuture)
    }
  }
}
