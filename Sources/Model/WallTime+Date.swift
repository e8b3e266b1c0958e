extension WallTime {
  /// The beginning of a day in UTC; nil when there is none of that date. Years from 1970 to 9999.
  public init?(year: Int64, month: Int64, day: Int64) {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    self.init(secondsSince1970: WallTime.daysSince1970(year, month, day) * 86_400)
    // A 30th of February would have become another day.
    guard utc.month == month, utc.day == day else { return nil }
  }

  /// Proleptic Gregorian, with years that begin in March so that the leap day is last (Howard Hinnant's method).
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
