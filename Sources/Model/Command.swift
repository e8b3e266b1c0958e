/// Something a caller wants done. Faces make commands; only the door carries them out.
public enum Command: Hashable, Sendable {
  case power(system: String, verb: PowerVerb)
  /// New limits for a sensor; those not named stay. They outlive a restart.
  case setThresholds(sensor: String, [Threshold: ThresholdSetting])
  /// Back to the limits that the board file states or, where the hardware keeps them, to those that it began with.
  case restoreThresholds(sensor: String)
  /// Ends a job that is running; what it has done already stays done.
  case cancelJob(id: String)
  /// Forgets a job that has ended.
  case deleteJob(id: String)
  case account(name: String, AccountChange)
  /// Erases all records of a log.
  case clearLog(id: String)
  /// What a system is to try to boot from, first to last, whenever a role says that it counts; empty for nothing.
  case setBootOrder(system: String, [BootDevice])
  /// Makes the order count for all boots to come or for one, or not any more.
  case setBootRole(system: String, BootRole)
  /// Makes a system show which one it is, or not.
  case identify(system: String, isOn: Bool)
  /// Has a fan turn at `rpm` from now on, whatever its cooling zone asks for; 0 gives it back to its zone.
  case setFanSpeed(fan: String, rpm: UInt64)

  /// What whoever gives it must be allowed. Jobs need what the commands need that start them.
  public var requiredPermission: Permission {
    switch self {
    case .power, .cancelJob, .deleteJob, .setBootOrder, .setBootRole, .identify: .power
    case .setThresholds, .restoreThresholds: .thresholds
    case .account: .accounts
    case .clearLog: .logs
    case .setFanSpeed: .cooling
    }
  }
}

/// Who gives a command, and how it came in. `address` is an IP address or `local`; `face` names the protocol.
public struct Caller: Hashable, Sendable {
  public var user: String
  public var rights: Rights
  public var address: String
  public var face: String
  /// Ties the audit record to the log and to the answer (a wsa:MessageID, say). Remote text: bounded, untrusted.
  public var request: String

  public init(user: String, rights: Rights, address: String, face: String, request: String) {
    self.user = user
    self.rights = rights
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
  /// The caller's roles do not allow it.
  case denied
  /// This board cannot do it at all.
  case unsupported
  /// It can, but not from the present state.
  case invalidTransition
  /// Another command on the same system is under way.
  case busy
  case unknownSystem
  /// The sensor, log or job is not there, or not any more.
  case notFound
  /// What was to be made is there already.
  case alreadyExists
  /// What was asked for breaks a rule; the text is a sentence that says which.
  case refused(String)
  /// The limits cannot be those of the sensor.
  case invalidThresholds(ThresholdProblem)
  /// The way to the hardware is down; nothing was sent.
  case unreachable(String)
  /// Sent, but not answered in time: whether it happened is not known.
  case timedOut(String)
  /// The hardware refused it.
  case failed(String)
}

/// The one door through which every command passes: permission, audit record, conflict check, execution.
public protocol CommandDoor: Sendable {
  /// Never blocks. `completion` runs exactly once, on any thread.
  func submit(_ command: Command, by caller: Caller, completion: @escaping @Sendable (CommandOutcome) -> Void)
}
