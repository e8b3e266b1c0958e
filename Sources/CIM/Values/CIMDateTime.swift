import Model

/// A CIM datetime: a point in time with its offset from UTC, or a length of time (DSP0004 5.2.4).
public enum CIMDateTime: Hashable, Sendable {
  /// Microseconds since 1970-01-01 UTC, to be shown in local time `offset` minutes east of UTC, 14 hours at most.
  case timestamp(microsecondsSince1970: Int64, offset: Int16)
  /// Less than 100,000,000 days.
  case interval(microseconds: UInt64)
  /// One of the two of which only some fields are known.
  case partial(PartialDateTime)

  public var isZeroInterval: Bool { self == .interval(microseconds: 0) }

  /// The largest offset from UTC in minutes, east or west: XML Schema has no larger one.
  static let maximumOffset: Int64 = 840
}

extension CIMDateTime: CustomStringConvertible {
  /// For people: timestamps in UTC, intervals in microseconds, what is known in part as DSP0004 writes it.
  public var description: String {
    switch self {
    case .timestamp(let microseconds, _): WallTime(microsecondsSince1970: microseconds).iso8601
    case .interval(let microseconds): "\(microseconds) us"
    case .partial(let partial): partial.text
    }
  }
}

extension CIMDateTime {
  /// Nil where it cannot be told: a point in time with a length of time, or fields that are not known and would decide.
  /// What is known in part stands for all the times that it can be.
  func comparison(to other: CIMDateTime) -> Comparison? {
    if self == other { return .equal }
    guard isInterval == other.isInterval, let mine = range, let others = other.range else { return nil }
    if mine.upperBound < others.lowerBound { return .less }
    if mine.lowerBound > others.upperBound { return .greater }
    return mine.lowerBound == mine.upperBound && mine == others ? .equal : nil
  }

  private var isInterval: Bool {
    switch self {
    case .timestamp: false
    case .interval: true
    case .partial(let partial): partial.isInterval
    }
  }

  /// The earliest and the latest time that it can be, in microseconds.
  private var range: ClosedRange<Int64>? {
    switch self {
    case .timestamp(let microseconds, _): microseconds...microseconds
    case .interval(let microseconds): Int64(exactly: microseconds).map { $0...$0 }
    case .partial(let partial): partial.range
    }
  }
}
