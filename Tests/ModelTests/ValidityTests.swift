import Model
import Testing

@Suite struct ValidityTests {
  private let day: Int64 = 86_400
  private let start: Int64 = 1_795_305_600  // 2026-11-22T00:00:00Z

  private func judged(_ first: Int64, _ last: Int64, at now: Int64) -> Validity.Verdict {
    Validity(notBefore: first, notAfter: last).judged(at: WallTime(secondsSince1970: now))
  }

  @Test func bothEndsCount() {
    #expect(judged(start, start + day, at: start - 1) == .notYet)
    #expect(judged(start, start + day, at: start) == .valid(daysLeft: 1))
    #expect(judged(start, start + day, at: start + 1) == .valid(daysLeft: 0))
    #expect(judged(start, start + day, at: start + day) == .valid(daysLeft: 0))
    #expect(judged(start, start + day, at: start + day + 1) == .expired(daysAgo: 0))
    #expect(judged(start, start + day, at: start + 3 * day) == .expired(daysAgo: 2))
  }

  @Test func partsOfASecondDoNotCount() {
    let last = WallTime(microsecondsSince1970: (start + day) * 1_000_000 + 999_999)
    #expect(Validity(notBefore: start, notAfter: start + day).judged(at: last) == .valid(daysLeft: 0))
  }

  @Test(arguments: [0, 86_400, 946_684_800])
  func aClockBeforeThisProgramsTimeSaysNothing(now: Int64) {
    #expect(judged(start, start + day, at: now) == .clockIsWrong)
    #expect(judged(0, 1, at: now) == .clockIsWrong)
  }

  @Test func endsAreWrittenAsStamps() {
    #expect(Validity(notBefore: 0, notAfter: start).firstSecond == "1970-01-01T00:00:00Z")
    #expect(Validity(notBefore: 0, notAfter: start).lastSecond == "2026-11-22T00:00:00Z")
  }
}
