import NIOCore
import Testing

@testable import Transport

struct PresenceLimiterTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  /// How many of so many pings at once are answered.
  private func answered(
    _ limiter: inout PresenceLimiter, _ count: Int, at now: NIODeadline, from address: (Int) -> String
  ) -> Int {
    (0..<count).count { limiter.allows(address($0), at: now) }
  }

  @Test func anAddressMayAskEightTimesAtOnceAndThenFourTimesASecond() {
    var limiter = PresenceLimiter()
    #expect(answered(&limiter, 100, at: start) { _ in "192.0.2.7" } == 8)
    #expect(answered(&limiter, 100, at: start + .milliseconds(249)) { _ in "192.0.2.7" } == 0)
    #expect(answered(&limiter, 100, at: start + .milliseconds(250)) { _ in "192.0.2.7" } == 1)
    #expect(answered(&limiter, 100, at: start + .seconds(60)) { _ in "192.0.2.7" } == 8)
  }

  @Test func oneThatAsksTooOftenDoesNotHurtOthers() {
    var limiter = PresenceLimiter()
    for second in 0..<60 {
      let now = start + .seconds(1) * second
      #expect(answered(&limiter, 10_000, at: now) { _ in "192.0.2.7" } <= 8)
      #expect(answered(&limiter, 1, at: now) { _ in "192.0.2.8" } == 1)
    }
  }

  /// A flood whose senders are forged.
  @Test func allTogetherGetSixtyFourAnswersAndThenFiftyASecond() {
    var limiter = PresenceLimiter()
    #expect(answered(&limiter, 10_000, at: start) { "\($0)" } == 64)
    #expect(answered(&limiter, 10_000, at: start + .seconds(1)) { "\($0)" } == 50)
  }

  @Test func whatItRemembersIsBounded() {
    var limiter = PresenceLimiter()
    for second in 0..<1000 {
      _ = answered(&limiter, 1000, at: start + .milliseconds(100) * second) { "\(second)-\($0)" }
      #expect(limiter.rememberedAddresses <= 256)
    }
  }
}
