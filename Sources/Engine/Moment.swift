public import Model

/// One look at both clocks: `instant` for ages and deadlines, `wall` for stamps.
public struct Moment: Hashable, Sendable {
  public var instant: Instant
  public var wall: WallTime

  public init(instant: Instant, wall: WallTime) {
    self.instant = instant
    self.wall = wall
  }
}

extension TimeSource {
  public func moment() -> Moment { Moment(instant: now(), wall: wallTime()) }
}
