/// Somebody who wants to hear that the monitor is at work. It is told between two turns of the monitor's thread, and by
/// nothing else: when a turn does not end, it hears nothing.
public struct Heartbeat: Sendable {
  /// How often, if the thread gets to it.
  public var interval: Duration
  /// Called on the monitor's thread; must not wait.
  public var beat: @Sendable () -> Void

  public init(interval: Duration, beat: @escaping @Sendable () -> Void) {
    self.interval = interval
    self.beat = beat
  }
}
