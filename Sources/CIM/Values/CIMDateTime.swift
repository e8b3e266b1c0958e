import Model

/// A CIM datetime: a point in time with its offset from UTC, or a length of time (DSP0004 5.2.4).
public enum CIMDateTime: Hashable, Sendable {
  /// Microseconds since 1970-01-01 UTC, to be shown in local time `offset` minutes east of UTC.
  case timestamp(microsecondsSince1970: Int64, offset: Int16)
  case interval(microseconds: UInt64)

  public var isZeroInterval: Bool { self == .interval(microseconds: 0) }
}

extension CIMDateTime: CustomStringConvertible {
  /// For people: timestamps in UTC, intervals in microseconds.
  public var description: String {
    switch self {
    case .timestamp(let microseconds, _): WallTime(microsecondsSince1970: microseconds).iso8601
    case .interval(let microseconds): "\(microseconds) us"
    }
  }
}
