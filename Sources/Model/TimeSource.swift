/// Where time comes from; tests and simulations pass their own. Both may be called on any thread.
public protocol TimeSource: Sendable {
  func now() -> Instant
  func wallTime() -> WallTime
}
