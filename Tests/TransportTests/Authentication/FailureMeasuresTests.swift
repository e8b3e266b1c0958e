import NIOCore
import Testing

@testable import Transport

struct FailureMeasuresTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
  private var measures = FailureMeasures(freeFailures: 5, drainTime: .seconds(5), limit: 3)

  @Test mutating func theFirstFailuresAreFree() {
    for _ in 0..<5 {
      measures.failed("a", at: start)
      #expect(measures.delay("a", at: start) == .zero)
    }
    measures.failed("a", at: start)
    #expect(measures.delay("a", at: start) == .milliseconds(250))
    #expect(measures.delay("b", at: start) == .zero)
  }

  @Test mutating func theDelayGrowsToALimitAndEnds() {
    for _ in 0..<1000 { measures.failed("a", at: start) }
    #expect(measures.delay("a", at: start) == .seconds(2))
    #expect(measures.delay("a", at: start + .seconds(39)) == .milliseconds(250))
    #expect(measures.delay("a", at: start + .seconds(40)) == .zero)
  }

  @Test mutating func failuresNowAndThenAreNotSlowedDown() {
    for round in 0..<100 {
      let now = start + .seconds(10) * round
      measures.failed("a", at: now)
      #expect(measures.delay("a", at: now) == .zero)
    }
  }

  @Test mutating func theLeastGuiltyMakeRoom() {
    for _ in 0..<10 { measures.failed("worst", at: start) }
    for number in 0..<100 { measures.failed("\(number)", at: start) }
    #expect(measures.delay("worst", at: start) > .zero)
  }

  @Test mutating func thoseThatHaveRecoveredMakeRoomFirst() {
    for name in ["a", "b", "c"] { for _ in 0..<6 { measures.failed(name, at: start) } }
    for _ in 0..<6 { measures.failed("d", at: start + .minutes(1)) }
    #expect(measures.delay("d", at: start + .minutes(1)) == .milliseconds(250))
  }
}
