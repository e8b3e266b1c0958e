import Model
import Testing

struct InstantTests {
  @Test func addingAndSubtractingADurationIsExactToTheNanosecond() {
    let start = Instant(nanoseconds: 5_000_000_000)
    #expect(start + .milliseconds(1500) == Instant(nanoseconds: 6_500_000_000))
    #expect(start + .nanoseconds(-1) == Instant(nanoseconds: 4_999_999_999))
  }

  @Test func aSumBeyondTheEndStaysAtTheEnd() {
    #expect(Instant.distantFuture + .nanoseconds(1) == .distantFuture)
    #expect(Instant(nanoseconds: .max - 1) + .seconds(60) == .distantFuture)
    #expect(Instant.zero + .seconds(Int64.max) == Instant(nanoseconds: UInt64(Int64.max)))
  }

  @Test func aDifferenceBeforeTheStartStaysAtTheStart() {
    #expect(Instant.zero + .seconds(-1) == .zero)
    #expect(Instant(nanoseconds: 7) + .seconds(Int64.min) == .zero)
  }

  @Test func theDistanceOfTwoInstantsHasASign() {
    let early = Instant(nanoseconds: 1_000)
    let late = Instant(nanoseconds: 4_000)
    #expect(late - early == .nanoseconds(3_000))
    #expect(early - late == .nanoseconds(-3_000))
    #expect(early - early == .zero)
  }

  @Test func aDistanceTooFarForADurationSaturates() {
    #expect(Instant.distantFuture - .zero == .nanoseconds(Int64.max))
    #expect(Instant.zero - .distantFuture == .nanoseconds(-Int64.max))
  }

  @Test(
    arguments: [
      (.seconds(2), 2_000_000_000),
      (.milliseconds(-250), -250_000_000),
      (.seconds(Int64.max), .max),
      (.seconds(Int64.min), .min),
      (Duration(secondsComponent: 0, attosecondsComponent: 999_999_999), 0),
    ] as [(Duration, Int64)])
  func nanosecondsOfADurationAreWholeAndSaturate(duration: Duration, nanoseconds: Int64) {
    #expect(duration.nanoseconds == nanoseconds)
  }
}
