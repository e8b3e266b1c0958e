import Model

/// Ties a command to the continuation that waits for its outcome.
struct Ticket: Hashable, Sendable {
  let number: UInt64
}

/// Ties an action to the source's answer, so that a late one is never taken for another's.
struct ActionToken: Hashable, Sendable {
  let number: UInt64
}

/// A power command that passed every check and may run once its audit record is written.
struct Admission: Sendable {
  var ticket: Ticket
  var system: String
  var verb: PowerVerb
  var caller: Caller
  /// The power state confirmed when it was admitted.
  var before: PowerState

  var command: Command { .power(system: system, verb: verb) }
}
