/// Whether a chassis shows which one it is, by a light as a rule.
public enum IdentifyState: String, CaseIterable, Sendable {
  case off
  /// On for some seconds.
  case timed
  case on
}

/// Why a system was last started (IPMI 2.0 table 28-11).
public enum RestartCause: String, CaseIterable, Sendable {
  case chassisControl = "chassis-control"
  case resetButton = "reset-button"
  case powerButton = "power-button"
  case watchdog, oem
  /// Power came back, and the policy is to start always, or as it was before.
  case automaticAlways = "automatic-always"
  case automaticPrevious = "automatic-previous"
  /// An event filter of the BMC asked for it.
  case eventReset = "event-reset"
  case eventCycle = "event-cycle"
  case softReset = "soft-reset"
  case realTimeClock = "real-time-clock"
}

/// What a system does when its supply comes back after a failure.
public enum RestorePolicy: String, CaseIterable, Sendable {
  case alwaysOff = "always-off"
  /// As it was before.
  case previous
  case alwaysOn = "always-on"
}

/// What a chassis says of itself beside its power; nil where it is not known or not offered.
public struct ChassisStatus: Hashable, Sendable {
  public var identify: IdentifyState?
  public var restartCause: RestartCause?
  public var restorePolicy: RestorePolicy?

  public init(
    identify: IdentifyState? = nil, restartCause: RestartCause? = nil, restorePolicy: RestorePolicy? = nil
  ) {
    self.identify = identify
    self.restartCause = restartCause
    self.restorePolicy = restorePolicy
  }
}
