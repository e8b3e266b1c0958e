import CIM
import Model

/// The enumerations under way: who they belong to, what is left, and until when. A value; time is passed in.
struct EnumerationContexts {
  /// One enumeration. It holds names and a place, never an old version of the model.
  struct Context: Sendable {
    let user: String
    let ids: [InstanceID]
    let mode: EnumerationMode
    fileprivate(set) var position: Int
    /// The end of its life, where the client asked for one.
    let expires: Instant?
    fileprivate var idleUntil: Instant

    fileprivate func isOver(at now: Instant) -> Bool { now > idleUntil || expires.map { now > $0 } ?? false }
  }

  enum Lookup {
    case found(Context)
    /// Never there, used up, released or expired: from outside all the same.
    case unknown
    /// It belongs to another user.
    case denied
  }

  enum Opening: Equatable {
    case opened
    /// The user, or all users together, have too many.
    case full
  }

  private let limits: ServiceLimits
  private var contexts: [String: Context] = [:]

  init(limits: ServiceLimits) { self.limits = limits }

  var count: Int { contexts.count }

  /// `key` is new and cannot be guessed. `life` is how long it is granted; without, it lasts as long as it is used.
  mutating func open(
    _ key: String, user: String, ids: [InstanceID], mode: EnumerationMode, position: Int, life: Duration?,
    now: Instant
  ) -> Opening {
    contexts = contexts.filter { !$0.value.isOver(at: now) }
    guard contexts.count < limits.contexts,
      contexts.values.count(where: { $0.user == user }) < limits.contextsPerUser
    else { return .full }
    contexts[key] = Context(
      user: user, ids: ids, mode: mode, position: position, expires: life.map { now + $0 },
      idleUntil: life.map { now + $0 } ?? now + limits.contextIdle)
    return .opened
  }

  mutating func find(_ key: String, user: String, now: Instant) -> Lookup {
    guard let context = contexts[key] else { return .unknown }
    guard context.user == user else { return .denied }
    guard !context.isOver(at: now) else {
      contexts[key] = nil
      return .unknown
    }
    return .found(context)
  }

  /// Everything before `position` has been sent; at the end the context is no more.
  mutating func advance(_ key: String, to position: Int, now: Instant) {
    guard let context = contexts[key] else { return }
    guard position < context.ids.count else {
      contexts[key] = nil
      return
    }
    contexts[key]?.position = position
    if context.expires == nil { contexts[key]?.idleUntil = now + limits.contextIdle }
  }

  mutating func close(_ key: String) { contexts[key] = nil }
}
