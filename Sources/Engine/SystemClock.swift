import CPlatform
public import Model

/// The kernel's clocks: `CLOCK_MONOTONIC`, and `CLOCK_REALTIME` for stamps.
public struct SystemClock: TimeSource {
  public init() {}
  public func now() -> Instant { Instant(nanoseconds: cplatform_monotonic_nanoseconds()) }
  public func wallTime() -> WallTime { WallTime(microsecondsSince1970: cplatform_wall_microseconds()) }
}
