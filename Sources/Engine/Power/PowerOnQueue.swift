import Model

/// Whose turn it is to be switched on, among the systems of one feed. A value without a clock: time is passed in.
///
/// Two turns are never closer than the feed's spacing, and they come in the order in which they were asked for.
struct PowerOnQueue {
  let spacing: Duration
  /// Ids of systems, the next one first. A system waits once at most.
  private var waiting: [String] = []
  private var lastTurn: Instant?

  init(spacing: Duration) { self.spacing = spacing }

  /// When the next turn comes; nil while nobody waits.
  var nextTurn: Instant? { waiting.isEmpty ? nil : lastTurn.map { $0 + spacing } }

  /// True when it is the system's turn now; otherwise it waits.
  mutating func join(_ system: String, at now: Instant) -> Bool {
    if waiting.isEmpty, lastTurn.map({ $0 + spacing <= now }) ?? true {
      lastTurn = now
      return true
    }
    if !waiting.contains(system) { waiting.append(system) }
    return false
  }

  /// It does not want to be switched on any more; those behind it move up.
  mutating func leave(_ system: String) { waiting.removeAll { $0 == system } }

  /// The system whose turn has come by `now`, which waits no more; nil when none has.
  mutating func take(at now: Instant) -> String? {
    guard let nextTurn, nextTurn <= now else { return nil }
    // From when it really begins, so that a late turn does not bring the next one close.
    lastTurn = now
    return waiting.removeFirst()
  }
}
