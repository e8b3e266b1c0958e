import NIOCore
import Testing

@testable import Transport

struct LoginThrottleTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  @Test func theFirstFailuresAreFree() {
    var throttle = LoginThrottle()
    for _ in 0..<5 {
      throttle.failed("10.0.0.1", at: start)
      #expect(throttle.delay("10.0.0.1", at: start) == .zero)
    }
    throttle.failed("10.0.0.1", at: start)
    #expect(throttle.delay("10.0.0.1", at: start) == .milliseconds(250))
  }

  @Test func theDelayGrowsToALimitAndNeverLocksOut() {
    var throttle = LoginThrottle()
    for _ in 0..<1000 { throttle.failed("10.0.0.1", at: start) }
    #expect(throttle.delay("10.0.0.1", at: start) == .seconds(2))
    #expect(throttle.delay("10.0.0.1", at: start + .minutes(1)) < .seconds(1))
    #expect(throttle.delay("10.0.0.1", at: start + .minutes(2)) == .zero)
  }

  @Test func otherAddressesAreNotSlowedDown() {
    var throttle = LoginThrottle()
    for _ in 0..<20 { throttle.failed("10.0.0.1", at: start) }
    #expect(throttle.delay("10.0.0.2", at: start) == .zero)
  }

  @Test func aMonitorWithAnOldPasswordIsNotSlowedDown() {
    var throttle = LoginThrottle()
    for round in 0..<100 {
      let now = start + .seconds(10) * round
      throttle.failed("10.0.0.1", at: now)
      #expect(throttle.delay("10.0.0.1", at: now) == .zero)
    }
  }

  @Test func theLeastGuiltyMakeRoom() {
    var throttle = LoginThrottle(limit: 3)
    for _ in 0..<10 { throttle.failed("worst", at: start) }
    for number in 0..<100 { throttle.failed("\(number)", at: start) }
    #expect(throttle.delay("worst", at: start) > .zero)
  }
}
