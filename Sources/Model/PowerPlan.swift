/// One step of a power sequence, from the closed vocabulary of board files.
public enum PowerStep: Hashable, Sendable {
  /// Assert the line, wait, release it.
  case pulse(line: String, for: Duration)
  /// Assert the line until power is in `state` or `within` has passed (then the sequence fails); always release it.
  case hold(line: String, until: PowerState, within: Duration)
  case set(line: String, asserted: Bool)
  /// Wait for the state; on timeout the sequence fails, or goes on where the board says `else: continue`.
  case until(state: PowerState, within: Duration, isOptional: Bool)
  case wait(Duration)
  /// Send an IPMI chassis control, and wait for the controller's answer.
  case chassisControl(ChassisControl)
}

/// IPMI chassis control (IPMI 2.0 table 28-4). The raw value is the number on the wire.
public enum ChassisControl: UInt8, CaseIterable, Sendable {
  case powerDown = 0
  case powerUp = 1
  case powerCycle = 2
  case hardReset = 3
  case diagnosticInterrupt = 4
  case softShutdown = 5
}

/// What several systems draw from: those with the same feed begin to be switched on one after the other, so that their
/// inrush currents do not add up.
public struct PowerOnFeed: Hashable, Sendable {
  public var name: String
  /// At least so long from one beginning to the next.
  public var spacing: Duration

  public init(name: String, spacing: Duration) {
    self.name = name
    self.spacing = spacing
  }
}

/// How a system's power is operated: the steps of each verb its board can perform, and what tells its state.
public struct PowerPlan: Hashable, Sendable {
  public var steps: [PowerVerb: [PowerStep]]
  /// The input line that says whether the system is on; nil where the source reports power states itself.
  public var stateLine: String?
  /// Off at least this long before it is switched on again.
  public var minimumOff: Duration
  /// Whom it takes turns with when it is switched on; nil where it need not wait for anybody.
  public var feed: PowerOnFeed?

  public init(steps: [PowerVerb: [PowerStep]] = [:], stateLine: String? = nil, minimumOff: Duration = .zero) {
    self.steps = steps
    self.stateLine = stateLine
    self.minimumOff = minimumOff
  }

  /// Adds the verbs that follow from others: `cycle` from `off` and `on`, the graceful forms from `off-graceful`.
  /// What the board file spells out stays.
  public func withDerivedVerbs() -> PowerPlan {
    var plan = self
    func derive(_ verb: PowerVerb, from down: PowerVerb) {
      guard plan.steps[verb] == nil, let first = plan.steps[down], let up = plan.steps[.on] else { return }
      plan.steps[verb] = first + [.wait(minimumOff)] + up
    }
    derive(.cycle, from: .off)
    derive(.cycleGraceful, from: .offGraceful)
    derive(.resetGraceful, from: .offGraceful)
    derive(.cycleStandby, from: .offStandby)
    return plan
  }

  public var verbs: [PowerVerb] { PowerVerb.allCases.filter { steps[$0] != nil } }
}
