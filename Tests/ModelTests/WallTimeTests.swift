import Model
import Testing

struct WallTimeTests {
  // Expected texts: `date -u -d @SECONDS +%FT%TZ`.
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"),
      (951_782_399, "2000-02-28T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
      (951_868_800, "2000-03-01T00:00:00Z"),
      (1_709_164_800, "2024-02-29T00:00:00Z"),
      (1_795_380_543, "2026-11-22T20:49:03Z"),
      (4_107_542_399, "2100-02-28T23:59:59Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"),
      (-1, "1969-12-31T23:59:59Z"),
      (-2_203_977_600, "1900-02-28T00:00:00Z"),
      (-2_203_891_200, "1900-03-01T00:00:00Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func secondsAreFormattedAsUTC(seconds: Int64, text: String) {
    #expect(WallTime(secondsSince1970: seconds).iso8601 == text)
  }

  @Test(
    arguments: [
      (1, "1970-01-01T00:00:00.000001Z"),
      (-1, "1969-12-31T23:59:59.999999Z"),
      (1_500_000, "1970-01-01T00:00:01.500000Z"),
    ] as [(Int64, String)])
  func aFractionHasSixDigits(microseconds: Int64, text: String) {
    #expect(WallTime(microsecondsSince1970: microseconds).iso8601 == text)
  }

  @Test func everyDayOfFourCenturiesFollowsTheDayBefore() {
    var before = WallTime(secondsSince1970: -86_400).utc
    for day in Int64(0)..<146_097 {
      let today = WallTime(secondsSince1970: day * 86_400).utc
      let isNextDay = today.year == before.year && today.month == before.month && today.day == before.day + 1
      let isNextMonth =
        today.day == 1 && before.day >= 28 && today.month == before.month % 12 + 1
        && today.year == before.year + (before.month == 12 ? 1 : 0)
      #expect(isNextDay || isNextMonth, "\(before) -> \(today)")
      before = today
    }
    #expect(before.year == 2369 && before.month == 12 && before.day == 31)
  }
}
