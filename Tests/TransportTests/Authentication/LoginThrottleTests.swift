import NIOCore
import Testing

@testable import Transport

struct LoginThrottleTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
  private var throttle = LoginThrottle()

  /// Guesses at one account, each from an address of its own.
  private mutating func guess(_ user: String, times: Int, at now: NIODeadline) {
    for number in 0..<times { throttle.failed(user, from: "10.1.\(number / 250).\(number % 250)", at: now) }
  }

  @Test mutating func oneAddressIsSlowedDownWhateverTheAccount() {
    for number in 0..<6 { throttle.failed("user\(number)", from: "10.0.0.1", at: start) }
    #expect(throttle.delay("admin", from: "10.0.0.1", at: start) == .milliseconds(250))
    #expect(throttle.delay("admin", from: "10.0.0.2", at: start) == .zero)
  }

  @Test mutating func aNetworkOfIPv6IsOneAddress() {
    for number in 0..<100 { throttle.failed("user\(number)", from: "2001:db8:1:2::\(number)", at: start) }
    #expect(throttle.delay("admin", from: "2001:db8:1:2:ffff::1", at: start) == .seconds(2))
    #expect(throttle.delay("admin", from: "2001:db8:1:3::1", at: start) == .zero)
  }

  @Test mutating func manyAddressesThatGuessAtOneAccountAreSlowedDownTogether() {
    guess("admin", times: 20, at: start)
    #expect(throttle.delay("admin", from: "10.9.9.9", at: start) == .zero)
    guess("admin", times: 1000, at: start)
    #expect(throttle.delay("admin", from: "10.9.9.9", at: start) == .seconds(2))
    #expect(throttle.delay("other", from: "10.9.9.9", at: start) == .zero)
  }

  @Test mutating func theDelaysEndSecondsAfterTheLastGuess() {
    guess("admin", times: 1000, at: start)
    #expect(throttle.delay("admin", from: "10.9.9.9", at: start + .seconds(7)) == .milliseconds(250))
    #expect(throttle.delay("admin", from: "10.9.9.9", at: start + .seconds(8)) == .zero)
  }

  @Test mutating func whereTheAccountHasLoggedInBeforeItIsNotSlowedDown() {
    throttle.succeeded("admin", from: "10.0.0.1", at: start)
    guess("admin", times: 1000, at: start)
    #expect(throttle.delay("admin", from: "10.0.0.1", at: start) == .zero)
    #expect(throttle.delay("admin", from: "10.0.0.2", at: start) == .seconds(2))
  }

  @Test mutating func failuresThereCountAgainstTheAddressOnly() {
    throttle.succeeded("admin", from: "10.0.0.1", at: start)
    for _ in 0..<1000 { throttle.failed("admin", from: "10.0.0.1", at: start) }
    #expect(throttle.delay("admin", from: "10.0.0.1", at: start) == .seconds(2))
    #expect(throttle.delay("admin", from: "10.0.0.2", at: start) == .zero)
  }

  @Test mutating func accountsThatDoNotExistAreSlowedDownAlike() {
    guess("nobody", times: 1000, at: start)
    #expect(throttle.delay("nobody", from: "10.9.9.9", at: start) == .seconds(2))
  }

  @Test mutating func namesOfAnyLengthAreKeptShort() {
    let long = String(repeating: "x", count: 10_000)
    guess(long, times: 1000, at: start)
    #expect(throttle.delay(String(repeating: "x", count: 64), from: "10.9.9.9", at: start) == .seconds(2))
  }

  @Test mutating func namesMadeUpInFloodsDoNotClearAnAccount() {
    guess("admin", times: 1000, at: start)
    for number in 0..<1000 { throttle.failed("user\(number)", from: "10.2.0.1", at: start) }
    #expect(throttle.delay("admin", from: "10.9.9.9", at: start) == .seconds(2))
  }
}
