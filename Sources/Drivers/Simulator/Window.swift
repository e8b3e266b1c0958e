import Model

/// A stretch of simulated time, counted from the start of the simulation, that may come again and again.
public struct Window: Hashable, Sendable {
  public var at: Duration
  /// Nil: it never ends.
  public var lasts: Duration?
  /// Nil: it comes once.
  public var every: Duration?

  public init(at: Duration, lasts: Duration? = nil, every: Duration? = nil) {
    self.at = at
    self.lasts = lasts
    self.every = every
  }

  /// When the occurrence that `time` lies in began; nil when it lies in none.
  public func beginning(at time: Duration) -> Duration? {
    guard time >= at else { return nil }
    var begun = at
    if let every, every > .zero {
      begun += .nanoseconds((time - at).nanoseconds / every.nanoseconds * every.nanoseconds)
    }
    if let lasts, time >= begun + lasts { return nil }
    return begun
  }
}
