/// What the hardware confirms about a system's power. The raw value is the word in profiles.
public enum PowerState: String, CaseIterable, Sendable {
  case on
  case sleepLight = "sleep-light"
  case sleepDeep = "sleep-deep"
  case hibernate
  /// Soft off (S5): standby power remains.
  case off
  /// No standby power either (G3).
  case offStandby = "off-standby"
  case unknown
}

/// What can be asked of a system's power: one table for every face, file and command line.
public enum PowerVerb: String, CaseIterable, Sendable {
  case on
  /// At once, to S5.
  case off
  case offGraceful = "off-graceful"
  case cycle, reset, nmi
  case cycleGraceful = "cycle-graceful"
  case resetGraceful = "reset-graceful"
  case offStandby = "off-standby"
  case cycleStandby = "cycle-standby"

  /// Takes several steps one of which waits for the operating system: answered with a job.
  public var isJob: Bool { self == .cycleGraceful || self == .resetGraceful }

  /// Whether the verb means anything while the system is in `state`; unknown states allow everything but the
  /// graceful verbs, which need a running operating system.
  public func isPossible(in state: PowerState) -> Bool {
    switch (self, state) {
    case (.on, _), (.off, _), (.offStandby, _): true
    case (.offGraceful, .off), (.offGraceful, .offStandby): true
    case (_, .on): true
    case (.cycle, .unknown), (.reset, .unknown), (.nmi, .unknown), (.cycleStandby, _): true
    case (.cycle, .sleepLight), (.cycle, .sleepDeep), (.reset, .sleepLight), (.reset, .sleepDeep): true
    default: false
    }
  }

  /// True when `state` already is what the verb would bring about, so that there is nothing to do.
  public func isSatisfied(by state: PowerState) -> Bool {
    switch self {
    case .on: state == .on
    case .off, .offGraceful: state == .off || state == .offStandby
    case .offStandby: state == .offStandby
    default: false
    }
  }

  /// Where the system is when the verb has succeeded; nil for `nmi`, which changes nothing by itself.
  public var goal: PowerState? {
    switch self {
    case .on, .cycle, .reset, .cycleGraceful, .resetGraceful, .cycleStandby: .on
    case .off, .offGraceful: .off
    case .offStandby: .offStandby
    case .nmi: nil
    }
  }
}

/// A system's power as it stands: `state` is what the hardware last confirmed, never what was last commanded.
public struct PowerStatus: Hashable, Sendable {
  public var state: PowerState = .unknown
  /// The last verb accepted, until the agent restarts.
  public var requested: PowerVerb?
  /// The verb under way; nil when nothing is.
  public var transitioning: PowerVerb?
  /// The verbs this board can perform, in the order of `PowerVerb.allCases`.
  public var supported: [PowerVerb] = []
  /// When the state was last seen to change.
  public var changed: WallTime?

  public init() {}

  /// The verbs that would be accepted now.
  public var available: [PowerVerb] {
    transitioning == nil ? supported.filter { $0.isPossible(in: state) && !$0.isSatisfied(by: state) } : []
  }
}
