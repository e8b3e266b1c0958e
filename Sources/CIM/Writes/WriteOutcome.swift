public import Model

/// What a write leads to: nothing, because all is as the client wants it, or a command to be given through the door.
/// `finish` turns the command's outcome into what the protocol tells; it may run on any thread.
public enum WriteOutcome: Sendable {
  case unchanged
  case command(Command, finish: @Sendable (CommandOutcome) -> WriteCompletion)
}

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
  /// The instance is not there any more.
  case notFound
  case alreadyExists
}
