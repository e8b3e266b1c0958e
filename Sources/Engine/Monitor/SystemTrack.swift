import Model

/// One system over time: its confirmed power state, and the command under way on it.
struct SystemTrack {
  /// A command that a sequence is carrying out, and the actions whose answers it waits for.
  struct Running {
    var admission: Admission
    var verb: PowerVerb
    var source: String
    var action: ActionToken?
    var reading: ActionToken?
    /// The id of the job that shows it.
    var job: String?
  }

  private(set) var fixed: System
  let plan: PowerPlan
  private(set) var power = PowerStatus()
  /// Past it the power state is unknown; nil while there is none.
  private(set) var validUntil: Instant?
  private(set) var offSince: Instant?
  var sequencer = PowerSequencer()
  var running: Running?
  private var seenAt: Instant?
  private var lastKnown: PowerState?
  private var chassis = ChassisStatus()
  /// The source that reports its chassis.
  private(set) var chassisSource: String?
  /// Whether it was ever seen to have something to identify itself with: stays, so that objects do not come and go.
  private(set) var isIdentifiable = false

  init(_ system: System, plan: PowerPlan) {
    fixed = system
    self.plan = plan
    power.supported = plan.verbs
  }

  mutating func redefine(_ system: System) { fixed = system }

  /// The state as it may be relied upon at `now`.
  func confirmed(at now: Instant) -> PowerState {
    guard let validUntil, now <= validUntil else { return .unknown }
    return power.state
  }

  /// The hardware was seen in `state`; ignored when a later look was taken before.
  mutating func see(_ state: PowerState, at sampledAt: Instant, interval: Duration, wall: WallTime) -> [Event.Kind] {
    if let seenAt, sampledAt < seenAt { return [] }
    seenAt = sampledAt
    validUntil = sampledAt + interval * 3
    let before = power.state
    power.state = state
    if state.isOff { offSince = offSince ?? sampledAt } else { offSince = nil }
    if state != .unknown {
      if let lastKnown, lastKnown != state { power.changed = wall }
      lastKnown = state
    }
    return before == state ? [] : [.powerChanged(system: fixed.id, from: before, to: state)]
  }

  /// Time has passed; says what became unknown by it.
  mutating func expire(_ now: Instant) -> [Event.Kind] {
    guard let validUntil, now > validUntil else { return [] }
    self.validUntil = nil
    offSince = nil
    guard power.state != .unknown else { return [] }
    power.state = .unknown
    return [.becameUnknown(ObjectID(.system, fixed.id), name: fixed.name)]
  }

  mutating func take(_ status: ChassisStatus, from source: String) {
    chassis = status
    chassisSource = source
    if status.identify != nil { isIdentifiable = true }
  }

  mutating func begin(_ running: Running) {
    self.running = running
    power.transitioning = running.verb
  }

  mutating func accept(_ verb: PowerVerb) { power.requested = verb }

  mutating func end() {
    running = nil
    power.transitioning = nil
  }

  /// The system as it stands, with the health of everything in it.
  func content(health: Health) -> System {
    var system = fixed
    system.power = power
    system.health = health
    system.isIdentifiable = isIdentifiable
    system.restorePolicy = chassis.restorePolicy
    // These can change at any time, so they are known only while the system is watched.
    if validUntil != nil {
      system.identify = chassis.identify
      system.restartCause = chassis.restartCause
    }
    return system
  }
}

extension PowerState {
  fileprivate var isOff: Bool { self == .off || self == .offStandby }
}
