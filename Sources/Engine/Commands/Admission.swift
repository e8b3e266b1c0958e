import Model

/// Ties a command to the continuation that waits for its outcome.
struct Ticket: Hashable, Sendable {
  let number: UInt64
}

/// Ties an action to the source's answer, so that a late one is never taken for another's.
struct ActionToken: Hashable, Sendable {
  let number: UInt64
}

/// A command that passed every check and may run once its audit record is written.
struct Admission: Sendable {
  var ticket: Ticket
  var command: Command
  var caller: Caller
  /// How what it is about stood when it was admitted, in the words of the audit trail.
  var before: String

  func record(_ stage: AuditRecord.Stage, at time: WallTime, after: String? = nil) -> AuditRecord {
    AuditRecord(time: time, stage: stage, caller: caller, command: command, before: before, after: after)
  }
}
