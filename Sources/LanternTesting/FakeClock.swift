public import Model
import Synchronization

/// A clock that stands still until a test advances it. Wall time moves along with it.
public final class FakeClock: TimeSource {
  private struct State {
    var instant: Instant
    var wall: WallTime
  }

  private let state: Mutex<State>

  /// Starts at 1,000 s, so that tests can look back; the wall clock says 2026-11-22T20:49:03Z.
  public init(
    at instant: Instant = Instant(nanoseconds: 1_000_000_000_000),
    wall: WallTime = WallTime(secondsSince1970: 1_795_380_543)
  ) {
    state = Mutex(State(instant: instant, wall: wall))
  }

  public func now() -> Instant { state.withLock { $0.instant } }
  public func wallTime() -> WallTime { state.withLock { $0.wall } }

  public func advance(by length: Duration) {
    state.withLock {
      $0.instant = $0.instant + length
      $0.wall.microsecondsSince1970 += length.nanoseconds / 1000
    }
  }

  /// Somebody set the wall clock; the monotonic one does not care.
  public func setWall(_ wall: WallTime) { state.withLock { $0.wall = wall } }
}
