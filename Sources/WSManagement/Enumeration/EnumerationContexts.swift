import Model

/// The enumerations under way: who they belong to, what is left, and until when. A value; time is passed in.
struct EnumerationContexts {
  struct Context: Sendable {
    let user: String
    var enumeration: Enumeration
    /// Whether its end was asked for; else every use puts it off.
    fileprivate(set) var isTimed: Bool
    fileprivate(set) var end: Instant
    /// When it was used last, counted in uses of all. It tells a context from what it was before another request.
    fileprivate var turn: UInt64

    fileprivate func isOver(at now: Instant) -> Bool { now > end }
  }

  enum Lookup {
    case found(Context)
    /// Never there, used up, released, put aside for another, or long over: from outside all the same.
    case unknown
    /// Its time is over.
    case expired
    /// It belongs to another user.
    case denied
  }

  private let limits: ServiceLimits
  private var contexts: [String: Context] = [:]
  private var lastTurn: UInt64 = 0

  init(limits: ServiceLimits) { self.limits = limits }

  var count: Int { contexts.count }

  /// False when others have all there may be. A user who has too many loses the one not used for longest: a client that
  /// never finishes what it starts must not lock out the next one of its user.
  ///
  /// `key` is new and cannot be guessed. `life` is how long it is granted; without, it lasts as long as it is used.
  mutating func open(
    _ key: String, user: String, _ enumeration: Enumeration, life: Duration?, now: Instant
  ) -> Bool {
    if isFull(for: user) {
      for (key, context) in contexts where context.isOver(at: now) { contexts[key] = nil }
    }
    if isFull(for: user) {
      var oldest: (key: String, turn: UInt64)?
      for (key, context) in contexts where context.user == user && context.turn < oldest?.turn ?? .max {
        oldest = (key, context.turn)
      }
      guard let oldest else { return false }
      contexts[oldest.key] = nil
    }
    contexts[key] = Context(
      user: user, enumeration: enumeration, isTimed: life != nil, end: now + (life ?? limits.contextIdle),
      turn: nextTurn())
    return true
  }

  private func isFull(for user: String) -> Bool {
    contexts.count >= limits.contexts || contexts.values.count { $0.user == user } >= limits.contextsPerUser
  }

  func find(_ key: String, user: String, now: Instant) -> Lookup {
    guard let context = contexts[key] else { return .unknown }
    guard context.user == user else { return .denied }
    return context.isOver(at: now) ? .expired : .found(context)
  }

  /// Keeps what has become of `context`, or ends it when nothing is left. False, and nothing changed, when another
  /// request has used it in the meantime.
  mutating func update(
    _ key: String, _ context: Context, to enumeration: Enumeration, isComplete: Bool, now: Instant
  ) -> Bool {
    guard contexts[key]?.turn == context.turn else { return false }
    if isComplete {
      contexts[key] = nil
      return true
    }
    var used = context
    used.enumeration = enumeration
    used.turn = nextTurn()
    if !used.isTimed { used.end = now + limits.contextIdle }
    contexts[key] = used
    return true
  }

  /// As if it had been opened now.
  mutating func renew(_ key: String, life: Duration?, now: Instant) {
    guard var context = contexts[key] else { return }
    context.isTimed = life != nil
    context.end = now + (life ?? limits.contextIdle)
    context.turn = nextTurn()
    contexts[key] = context
  }

  mutating func close(_ key: String) { contexts[key] = nil }

  private mutating func nextTurn() -> UInt64 {
    lastTurn += 1
    return lastTurn
  }
}
