/// The time in which a certificate is valid: seconds since 1970-01-01 UTC, both included.
public struct Validity: Hashable, Sendable {
  public var notBefore: Int64
  public var notAfter: Int64

  public init(notBefore: Int64, notAfter: Int64) {
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  public enum Verdict: Hashable, Sendable {
    /// The clock says a time before this program was made: nothing can be said.
    case clockIsWrong
    case notYet
    /// Whole days until the last second.
    case valid(daysLeft: Int64)
    /// Whole days since.
    case expired(daysAgo: Int64)

    /// Negative once it has expired; nil when the clock cannot be right or the time has not begun.
    public var daysLeft: Int64? {
      switch self {
      case .valid(let days): days
      case .expired(let days): -1 - days
      case .clockIsWrong, .notYet: nil
      }
    }
  }

  /// Days before the end from which on people are told.
  public static let warningDays: Int64 = 30

  public func judged(at now: WallTime) -> Verdict {
    guard now >= Product.earliestTime else { return .clockIsWrong }
    let seconds = now.microsecondsSince1970.floorDivided(by: 1_000_000)
    if seconds < notBefore { return .notYet }
    if seconds > notAfter { return .expired(daysAgo: (seconds - notAfter) / 86_400) }
    return .valid(daysLeft: (notAfter - seconds) / 86_400)
  }

  /// Both ends as `2026-11-22T20:49:03Z`.
  public var firstSecond: String { WallTime(secondsSince1970: notBefore).iso8601 }
  public var lastSecond: String { WallTime(secondsSince1970: notAfter).iso8601 }
}
