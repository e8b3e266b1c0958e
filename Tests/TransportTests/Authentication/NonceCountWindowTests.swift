import Testing

@testable import Transport

struct NonceCountWindowTests {
  /// Which of the counts are accepted, used one after the other.
  private func accepted(_ counts: [UInt32]) -> [Bool] {
    var window = NonceCountWindow()
    return counts.map { window.use($0) }
  }

  @Test func eachCountIsGoodOnce() {
    #expect(accepted([1, 2, 5, 4, 3]) == [true, true, true, true, true])
    #expect(accepted([1, 2, 3, 2, 1, 3, 4]) == [true, true, true, false, false, false, true])
  }

  @Test func theFirstMayBeAnyButZero() {
    #expect(accepted([0, 2, 1, 0]) == [false, true, true, false])
    #expect(accepted([.max, .max, .max - 1]) == [true, false, true])
  }

  @Test func countsFarBelowTheHighestAreRefused() {
    #expect(accepted([100, 100 - 63, 100 - 64]) == [true, true, false])
    #expect(accepted([100, 200, 100, 199]) == [true, true, false, true])
  }
}
