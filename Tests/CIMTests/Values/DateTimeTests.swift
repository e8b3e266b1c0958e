import CIM
import Testing

struct DateTimeTests {
  @Test(arguments: [
    ("00000001020304.000005:000", CIMDateTime.interval(microseconds: 93_784_000_005)),
    ("99999999235959.999999:000", .interval(microseconds: 8_639_999_999_999_999_999)),
    ("P1DT2H3M4.5S", .interval(microseconds: 93_784_500_000)), ("P1D", .interval(microseconds: 86_400_000_000)),
    ("PT0S", .interval(microseconds: 0)), ("P0D", .interval(microseconds: 0)),
    ("PT36H", .interval(microseconds: 129_600_000_000)),
    ("P0DT0H1M40S", .interval(microseconds: 100_000_000)), ("PT1.0000009S", .interval(microseconds: 1_000_000)),
    ("PT8639999999999S", .interval(microseconds: 8_639_999_999_999_000_000)),
    ("20261122204903.000000+000", .timestamp(microsecondsSince1970: 1_795_380_543_000_000, offset: 0)),
    ("20261122214903.250000+060", .timestamp(microsecondsSince1970: 1_795_380_543_250_000, offset: 60)),
    ("20261122154903.000000-300", .timestamp(microsecondsSince1970: 1_795_380_543_000_000, offset: -300)),
    ("2026-11-22T20:49:03Z", .timestamp(microsecondsSince1970: 1_795_380_543_000_000, offset: 0)),
    ("2026-11-22T15:49:03.1-05:00", .timestamp(microsecondsSince1970: 1_795_380_543_100_000, offset: -300)),
    ("2026-11-22T20:49:03.1234567Z", .timestamp(microsecondsSince1970: 1_795_380_543_123_456, offset: 0)),
    ("1970-01-01T00:00:00Z", .timestamp(microsecondsSince1970: 0, offset: 0)),
    ("1969-12-31T23:59:59Z", .timestamp(microsecondsSince1970: -1_000_000, offset: 0)),
    ("20240229000000.000000+000", .timestamp(microsecondsSince1970: 1_709_164_800_000_000, offset: 0)),
    ("00000101000000.000000+000", .timestamp(microsecondsSince1970: -62_167_219_200_000_000, offset: 0)),
    ("20261122204903.000000+840", .timestamp(microsecondsSince1970: 1_795_330_143_000_000, offset: 840)),
  ])
  func datetimesAreReadInEveryFormThatClientsSend(_ text: String, _ value: CIMDateTime) {
    #expect(CIMDateTime(text) == value)
  }

  @Test(arguments: [
    "", "P", "PT", "P1DT", "P1Y", "P1M", "P1W", "-P1D", "P-1D", "PT1S1S", "PT1S1M", "PT1HT1M", "PTT1S", "P1H", "PT1D",
    "PT1.S",
    "PT1.5M", "PT5", "P100000000D", "P99999999DT24H", "PT99999999999999999999S", "PT8640000000000S",
    "2026-13-01T00:00:00Z",
    "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-11-00T00:00:00Z", "2026-11-22T24:00:00Z",
    "2026-11-22T20:60:00Z",
    "2026-11-22T20:49:60Z", "2026-11-22T20:49:03", "2026-11-22T20:49:03+14:01", "2026-11-22T20:49:03+01:60",
    "2026-11-22T20:49:03Zx", "2026-11-22T20:49:03.Z", "2026-11-22 20:49:03Z", "2026-11-22", "2026-02-30Z", "20:49:03",
    "24:00:00Z",
    "20261122204903.000000", "20261122204903.000000+00", "20261322204903.000000+000", "20260230204903.000000+000",
    "20261122204903.000000+841", "20261122204903.000000-999",
    "20261122244903.000000+000", "20261122204903,000000+000", "20261122204903.000000 000", "00000001250304.000000:000",
    "00000001020304.000000:001", "now", "************************",
  ])
  func otherTextIsNoDatetime(_ text: String) {
    #expect(CIMDateTime(text) == nil)
  }

  @Test(arguments: [
    ("20240103******.******+000", PartialDateTime.Form.date(year: 2024, month: 1, day: 3, offset: 0)),
    ("20240103******.******-330", .date(year: 2024, month: 1, day: 3, offset: -330)),
    ("********004435.000500+060", .time(hour: 0, minute: 44, second: 35, microsecond: 500, offset: 60)),
    ("20240103004435.******+000", .other), ("20240103004435.12****+000", .other), ("2024010300****.******+000", .other),
    ("202401********.******+000", .other), ("2024**********.******+000", .other), ("**************.******+000", .other),
    ("********004435.******+000", .other), ("****0103******.******+000", .other),
    ("00000001020304.******:000", .other), ("00000001******.******:000", .other), ("**************.******:000", .other),
    ("****0229******.******+000", .other),
  ])
  func fieldsMayBeAsterisks(_ text: String, _ form: PartialDateTime.Form) throws {
    let partial = try #require(PartialDateTime(text))
    #expect(partial.text == text)
    #expect(partial.form == form)
    #expect(CIMDateTime(text) == .partial(partial))
  }

  @Test(arguments: [
    ("2024-01-03Z", "20240103******.******+000"), ("2024-01-03+05:30", "20240103******.******+330"),
    ("2024-01-03-05:00", "20240103******.******-300"), ("00:44:35Z", "********004435.000000+000"),
    ("00:44:35.25-01:00", "********004435.250000-060"),
  ])
  func datesAndTimesOfDayAreKnownInPart(_ text: String, _ cim: String) {
    #expect(CIMDateTime(text) == PartialDateTime(cim).map { .partial($0) })
    #expect(PartialDateTime(cim) != nil)
  }

  @Test(arguments: [
    "2024010*******.******+000", "20240*03******.******+000", "20240103******.*****1+000", "20240103******.1*1***+000",
    "20240103******.******+***", "20241303******.******+000", "20240230******.******+000", "****0230******.******+000",
    "2024**32******.******+000", "********244435.000000+000", "20240103******.******:001",
    "20240103******.****** 000", "0000000*020304.000000:000", "******** 04435.000000+000", "20240103******.******+0000",
    "20240103******.******-841",
  ])
  func fieldsAreKnownAsAWholeOrNot(_ text: String) {
    #expect(CIMDateTime(text) == nil)
  }
}
