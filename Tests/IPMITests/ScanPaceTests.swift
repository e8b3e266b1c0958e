import IPMI
import Testing

@Suite struct ScanPaceTests {
  private let second: UInt64 = 1_000_000_000

  @Test func aFastBMCIsScannedAtTheIntervalAskedFor() {
    var pace = ScanPace(interval: 5 * second)
    #expect(pace.begin(at: 100 * second) == 5 * second)
    #expect(pace.end(at: 101 * second) == 105 * second)
    #expect(pace.begin(at: 105 * second) == 5 * second)
  }

  @Test func aSlowOneIsBusyWithUsForHalfOfTheTimeAtMost() {
    var pace = ScanPace(interval: 5 * second)
    var now: UInt64 = 0
    for _ in 0..<20 {
      _ = pace.begin(at: now)
      let next = pace.end(at: now + 8 * second)
      #expect(next == now + 16 * second)
      now = next
    }
    #expect(pace.interval == 16 * second)
  }

  @Test func oneSlowScanDoesNotSlowDownTheRest() {
    var pace = ScanPace(interval: 5 * second)
    for start in [0, 5, 10, 15] {
      _ = pace.begin(at: UInt64(start) * second)
      _ = pace.end(at: UInt64(start) * second + second / 10)
    }
    _ = pace.begin(at: 20 * second)
    #expect(pace.end(at: 24 * second) == 25 * second)
  }

  @Test func freshnessCountsByTheTimeThatReallyLiesBetweenScans() {
    var pace = ScanPace(interval: 5 * second)
    _ = pace.begin(at: 0)
    _ = pace.end(at: second)
    #expect(pace.begin(at: 12 * second) == 12 * second)
  }

  @Test func thePauseOfALostSessionIsNoInterval() {
    var pace = ScanPace(interval: 5 * second)
    _ = pace.begin(at: 0)
    pace.pause()
    #expect(pace.begin(at: 600 * second) == 5 * second)
  }
}
