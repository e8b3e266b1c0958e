import Model
import Testing

@testable import Engine

/// Turns are far enough apart, and come in the order in which they were asked for.
struct PowerOnQueueTests {
  private var queue = PowerOnQueue(spacing: .milliseconds(500))
  private let start = Instant(nanoseconds: 1_000_000_000_000)

  private func after(_ milliseconds: Int) -> Instant { start + .milliseconds(milliseconds) }

  /// Joins, outside of an expectation, which cannot change it.
  private mutating func join(_ system: String, _ milliseconds: Int) -> Bool {
    queue.join(system, at: after(milliseconds))
  }

  private mutating func take(_ milliseconds: Int) -> String? { queue.take(at: after(milliseconds)) }

  @Test mutating func theFirstDoesNotWait() {
    let isFirst = join("a", 0)
    #expect(isFirst && queue.nextTurn == nil)
  }

  @Test mutating func theOthersFollowInTheirOrderAtTheirDistance() {
    _ = join("a", 0)
    let joined = [join("b", 0), join("c", 100)]
    #expect(joined == [false, false])
    #expect(queue.nextTurn == after(500))
    var taken = [take(499), take(500), take(500)]
    #expect(taken == [nil, "b", nil])
    #expect(queue.nextTurn == after(1000))
    taken = [take(999), take(1000)]
    #expect(taken == [nil, "c"])
    #expect(queue.nextTurn == nil)
  }

  @Test mutating func whoComesWhileOthersWaitComesAfterThem() {
    _ = join("a", 0)
    _ = join("b", 0)
    // The time of the next turn has come, but nobody has looked yet.
    let isFirst = join("c", 700)
    #expect(!isFirst)
    let taken = take(700)
    #expect(taken == "b")
  }

  @Test mutating func aTurnThatCameLateDoesNotBringTheNextOneClose() {
    _ = join("a", 0)
    _ = join("b", 0)
    _ = join("c", 0)
    let late = take(900)
    #expect(late == "b" && queue.nextTurn == after(1400))
  }

  @Test mutating func afterAPauseNobodyWaits() {
    _ = join("a", 0)
    let isFirst = join("b", 500)
    #expect(isFirst)
  }

  @Test mutating func whoLeavesMakesRoom() {
    _ = join("a", 0)
    _ = join("b", 0)
    _ = join("c", 0)
    queue.leave("b")
    let taken = take(500)
    #expect(taken == "c" && queue.nextTurn == nil)
  }
}
