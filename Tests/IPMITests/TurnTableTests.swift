import IPMI
import Testing

/// A table in a box, so that expectations can take turns.
private final class Turns {
  private var table = TurnTable(lanes: 4)

  var count: Int { table.count }
  var nextDue: UInt64? { table.nextDue }

  func add(_ number: TurnTable.Number, at now: UInt64) { table.add(number, at: now) }
  func drop(_ number: TurnTable.Number) { table.drop(number) }
  func call(_ number: TurnTable.Number) { table.call(number) }
  func take(at now: UInt64) -> TurnTable.Number? { table.take(at: now) }

  func finish(_ number: TurnTable.Number, due: UInt64, isProven: Bool) {
    table.finish(number, due: due, isProven: isProven)
  }
}

@Suite struct TurnTableTests {
  private let turns = Turns()

  /// Each due at the time of its number; `areProven` lets each have a turn before.
  private func add(_ numbers: ClosedRange<TurnTable.Number>, areProven: Bool = true) {
    for number in numbers {
      turns.add(number, at: UInt64(number))
      if areProven, let number = turns.take(at: 100) { turns.finish(number, due: UInt64(number), isProven: true) }
    }
  }

  @Test func whoeverIsDueLongestIsNext() {
    turns.add(1, at: 30)
    turns.add(2, at: 10)
    turns.add(3, at: 20)
    #expect(turns.take(at: 25) == 2)
    #expect(turns.take(at: 25) == 3)
    #expect(turns.take(at: 25) == nil)
    #expect(turns.nextDue == 30)
  }

  @Test func nobodyHasTwoTurnsAtOnce() {
    turns.add(1, at: 0)
    #expect(turns.take(at: 5) == 1)
    turns.call(1)
    #expect(turns.take(at: 5) == nil)
    turns.finish(1, due: 100, isProven: true)
    #expect(turns.take(at: 5) == 1, "it was called meanwhile")
  }

  @Test func whoeverIsCalledGoesFirst() {
    add(1...3)
    turns.call(3)
    #expect(turns.nextDue == 0)
    #expect(turns.take(at: 0) == 3, "before the others are due")
  }

  @Test func thoseThatDoNotAnswerLeaveALaneForTheOthers() {
    add(1...10, areProven: false)
    #expect((0..<4).map { _ in turns.take(at: 20) } == [1, 2, 3, nil])
    #expect(turns.nextDue == nil)
    turns.finish(1, due: 50, isProven: true)
    #expect(turns.take(at: 60) == 4, "a lane is free for one that has not answered yet")
    #expect(turns.take(at: 60) == 1, "and there is another for one that has")
  }

  @Test func whoeverFailsGivesItsLaneBack() {
    add(1...3, areProven: false)
    for number in [TurnTable.Number](1...3) {
      #expect(turns.take(at: 5) == number)
      turns.finish(number, due: 10, isProven: false)
    }
    add(4...4, areProven: false)
    #expect(turns.take(at: 5) == 4)
  }

  @Test func whoeverIsCalledNeedsNoFreeLane() {
    add(1...5, areProven: false)
    for _ in 0..<3 { _ = turns.take(at: 20) }
    turns.call(5)
    #expect(turns.take(at: 20) == 5)
    #expect(turns.take(at: 20) == nil)
  }

  @Test func whoeverIsDroppedIsForgottenAndItsLaneIsFree() {
    add(1...3, areProven: false)
    for _ in 0..<3 { _ = turns.take(at: 20) }
    for number in [TurnTable.Number](1...3) { turns.drop(number) }
    #expect(turns.count == 0 && turns.nextDue == nil)
    add(4...6, areProven: false)
    #expect((0..<3).map { _ in turns.take(at: 20) } == [4, 5, 6])
  }

  @Test func theEndOfATurnNobodyHadChangesNothing() {
    turns.add(1, at: 10)
    turns.finish(1, due: 99, isProven: true)
    turns.finish(7, due: 99, isProven: true)
    #expect(turns.nextDue == 10)
  }
}
