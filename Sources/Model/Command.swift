/// Something a caller wants done. Faces make commands; only the door carries them out.
public enum Command: Hashable, Sendable {
  case power(system: String, verb: PowerVerb)
  /// New limits for a sensor whose thresholds Lantern compares itself; those not named stay. They outlive a restart.
  case setThresholds(sensor: String, [Threshold: ThresholdSetting])
  /// Back to the limits that the board file states.
  case restoreThresholds(sensor: String)
  /// Ends a job that is running; what it has done already stays done.
  case cancelJob(id: String)
  /// Forgets a job that has ended.
  case deleteJob(id: String)

  /// The least role that may give it. Thresholds need what IPMI wants for Set Sensor Thresholds (IPMI 2.0 appendix G);
  /// jobs what the commands need that start them.
  public var requiredRole: Role {
    switch self {
    case .power, .setThresholds, .restoreThresholds, .cancelJob, .deleteJob: .operator
    }
  }
}

/// Who gives a command, and how it came in. `address` is an IP address or `local`; `face` names the protocol.
public struct Caller: Hashable, Sendable {
  public var user: String
  public var role: Role
  public var address: String
  public var face: String
  /// Ties the audit record to the log and to the answer (a wsa:MessageID, say). Remote text: bounded, untrusted.
  public var request: String

  public init(user: String, role: Role, address: String, face: String, request: String) {
    self.user = user
    self.role = role
    self.address = address
    self.face = face
    self.request = request
  }
}

/// What became of a command. Every face translates these through one table of its own.
public enum CommandOutcome: Hashable, Sendable {
  /// The hardware accepted it; the model shows the transition.
  case accepted
  /// There was nothing to do: the state asked for is the state confirmed.
  case alreadySatisfied
  /// Started, and watched by this job.
  case job(Job)
  /// The caller's role does not allow it.
  case denied
  /// This board cannot do it at all.
  case unsupported
  /// It can, but not from the present state.
  case invalidTransition
  /// Another command on the same system is under way.
  case busy
  case unknownSystem
  /// The sensor or job is not there, or not any more.
  case notFound
  /// The limits cannot be those of the sensor.
  case invalidThresholds(ThresholdProblem)
  /// The way to the hardware is down; nothing was sent.
  case unreachable(String)
  /// Sent, but not answered in time: whether it happened is not known.
  case timedOut(String)
  /// The hardware refused it.
  case failed(String)
}

/// The one door through which every command passes: role, audit record, conflict check, execution.
public protocol CommandDoor: Sendable {
  /// Never blocks. `completion` runs exactly once, on any thread.
  func submit(_ command: Command, by caller: Caller, completion: @escaping @Sendable (CommandOutcome) -> Void)
}
