public import Model

/// The one door through which every face gives commands: it hands them to the monitor's thread, where the role is
/// checked, the audit record is written, conflicts are looked for and the command is carried out.
///
/// A command answered `busy` because too many wait, or refused because the agent stops, does not get that far.
public struct Door: CommandDoor {
  private let monitor: Monitor

  public init(monitor: Monitor) { self.monitor = monitor }

  /// `completion` runs on the monitor's thread, or on the caller's where the command does not get that far.
  public func submit(
    _ command: Command, by caller: Caller, completion: @escaping @Sendable (CommandOutcome) -> Void
  ) {
    monitor.submit(WaitingCommand(command: command, caller: caller, completion: completion))
  }
}
