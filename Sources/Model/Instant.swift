/// A point on the monotonic clock, in nanoseconds since an arbitrary start that is the same for the whole process.
/// Used for ages, deadlines and expirations; never for stamps that people read.
public struct Instant: Hashable, Comparable, Sendable {
  public var nanoseconds: UInt64

  public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  public static let zero = Instant(nanoseconds: 0)
  /// Later than every reading of the clock: what never expires.
  public static let distantFuture = Instant(nanoseconds: .max)

  public static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Saturates at both ends.
  public static func + (a: Instant, b: Duration) -> Instant {
    let add = b.nanoseconds
    if add >= 0 {
      let (sum, overflow) = a.nanoseconds.addingReportingOverflow(UInt64(add))
      return Instant(nanoseconds: overflow ? .max : sum)
    }
    let (difference, overflow) = a.nanoseconds.subtractingReportingOverflow(add.magnitude)
    return Instant(nanoseconds: overflow ? 0 : difference)
  }

  /// How long after `b` this is; negative when it is before. Saturates.
  public static func - (a: Instant, b: Instant) -> Duration {
    if a >= b { return .nanoseconds(Int64(clamping: a.nanoseconds - b.nanoseconds)) }
    return .nanoseconds(-Int64(clamping: b.nanoseconds - a.nanoseconds))
  }
}

extension Duration {
  /// The whole length in nanoseconds, saturated to 64 bits (292 years).
  public var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    return carried ? (seconds < 0 ? .min : .max) : sum
  }

  /// The whole length in seconds, for display and for rates.
  public var inSeconds: Double { Double(nanoseconds) / 1e9 }
}
