/// A stamp people read: microseconds since 1970-01-01 UTC. Boards start in 1970 and jump, so nothing is ever
/// measured with it.
public struct WallTime: Hashable, Comparable, Sendable {
  public var microsecondsSince1970: Int64

  public init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }
  public init(secondsSince1970: Int64) { self.init(microsecondsSince1970: secondsSince1970 * 1_000_000) }

  public static func < (a: WallTime, b: WallTime) -> Bool { a.microsecondsSince1970 < b.microsecondsSince1970 }

  public struct Fields: Hashable, Sendable {
    public var year: Int64
    public var month, day, hour, minute, second: Int32
    public var microsecond: Int32
  }

  /// Proleptic Gregorian fields in UTC.
  public var utc: Fields {
    let seconds = microsecondsSince1970.floorDivided(by: 1_000_000)
    let days = seconds.floorDivided(by: 86_400)
    let inDay = seconds - days * 86_400
    // Days to civil date, with years that begin in March so that the leap day is last (Howard Hinnant's method).
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return Fields(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: Int32(month),
      day: Int32(dayOfYear - (153 * marchMonth + 2) / 5 + 1), hour: Int32(inDay / 3600),
      minute: Int32(inDay / 60 % 60), second: Int32(inDay % 60),
      microsecond: Int32(microsecondsSince1970 - seconds * 1_000_000))
  }

  /// `2026-11-22T20:49:03Z`, with six digits of fraction only when there is one (xs:dateTime, RFC 3339).
  public var iso8601: String {
    let f = utc
    var text = "\(f.year.padded(4))-\(f.month.padded(2))-\(f.day.padded(2))"
    text += "T\(f.hour.padded(2)):\(f.minute.padded(2)):\(f.second.padded(2))"
    if f.microsecond != 0 { text += ".\(f.microsecond.padded(6))" }
    return text + "Z"
  }
}

extension Int64 {
  func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

extension BinaryInteger {
  /// Decimal with leading zeros up to `width` characters.
  func padded(_ width: Int) -> String {
    let digits = String(self)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
