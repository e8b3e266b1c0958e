import Documents
import Model

extension ValueType where Value == WallTime {
  /// `2026-03-01`: the beginning of that day in UTC. From 1970 on.
  static var date: Self {
    ValueType("a date such as 2026-03-01") { text in
      let fields = text.split(separator: "-", omittingEmptySubsequences: false)
      guard fields.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
        let year = Int64(fields[0]), year >= 1970, let month = Int64(fields[1]), let day = Int64(fields[2])
      else { return nil }
      let time = WallTime(secondsSince1970: daysSince1970(year, month, day) * 86_400)
      // A 30th of February would have become another day.
      return time.utc.month == month && time.utc.day == day ? time : nil
    }
  }
}

/// Proleptic Gregorian, with years that begin in March so that the leap day is last (Howard Hinnant's method).
private func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
  let shifted = month <= 2 ? year - 1 : year
  let era = shifted / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}
