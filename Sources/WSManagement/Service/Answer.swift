public import Model

/// What to send back over HTTP.
public struct Answer: Hashable, Sendable {
  /// 200; 400 for a fault of the sender, 500 for one of ours.
  public var status: Int
  public var contentType: String
  public var body: [UInt8]
}

/// What a request led to.
public enum Handling: Sendable {
  case answer(Answer)
  /// The request is a command. The answer follows when it has been through the door.
  case command(PendingCommand)
}

/// A command that a request asks for, and the way back to its answer.
public struct PendingCommand: Sendable {
  public let command: Command
  /// The request's MessageID, for `Caller.request`: remote text of at most 128 characters.
  public let request: String
  /// How long the client is ready to wait. When the command has not ended by then, it may be answered with
  /// `finish(.timedOut(...))`; what becomes of the command is then no longer told.
  public let timeLimit: Duration?
  /// Makes the answer. Any thread may call it, once.
  public let finish: @Sendable (CommandOutcome) -> Answer
}
