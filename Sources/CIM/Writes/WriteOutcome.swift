public import Model

/// What a write leads to: nothing, because all is as the client wants it, or a command to be given through the door.
/// `finish` turns the command's outcome into what the protocol tells; it may run on any thread.
public enum WriteOutcome: Sendable {
  case unchanged
  case command(Command, finish: @Sendable (CommandOutcome) -> WriteCompletion)
}
