import Model

/// How a command has ended that a write gave. Texts are sentences for people.
public enum WriteCompletion: Hashable, Sendable {
  /// `created` names the new instance after a Create; nil after all others.
  case done(created: InstancePath?)
  /// The caller's role does not allow it.
  case denied
  /// What was asked for cannot be: as if it had been found before the command was given.
  case refused(WriteError)
  /// Something under way forbids it for now.
  case busy(String)
  /// The way to the hardware is down; nothing was done.
  case unreachable(String)
  /// Whether it was done is not known.
  case timedOut(String)
  case failed(String)
  /// It would break a rule; the text says which.
  case conflict(String)
  /// The instance is not there any more.
  case notFound
  case alreadyExists

  /// What an outcome means for a write that has nothing more to say about it.
  init(_ outcome: CommandOutcome, for operation: WriteOperation) {
    self =
      switch outcome {
      case .accepted, .alreadySatisfied, .job: .done(created: nil)
      case .denied: .denied
      case .unsupported: .refused(.notSupported(operation))
      case .busy: .busy("Something else is under way; try again when it is done.")
      case .unknownSystem, .notFound: .notFound
      case .alreadyExists: .alreadyExists
      case .refused(let reason): .conflict(reason)
      case .unreachable(let reason): .unreachable(reason)
      case .timedOut(let reason): .timedOut(reason)
      case .failed(let reason): .failed(reason)
      case .invalidThresholds(let problem): .failed(problem.sentence(unit: .none, \.rawValue))
      case .invalidTransition: .failed("It is not in a state that allows this.")
      }
  }
}
