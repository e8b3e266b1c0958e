import IPMIWire
import Model
import Testing

@testable import Drivers

@Suite struct EventLogBookTests {
  private var book = EventLogBook(naming: BMCNaming(system: System.onlyID), system: System.onlyID, limit: 5)

  private func records(_ ids: ClosedRange<UInt8>) -> [LogRecord] {
    ids.map { LogRecord(bytes: [$0, 0, 0x02, 0, 0, 0, 0x6b, 0x20, 0, 4, 1, 4, 1, 0x59, 91, 90])! }
  }

  private func standing(_ count: UInt16) -> LogStanding {
    LogStanding(
      count: count, capacity: 512, isOverflown: false, isErasing: false, takenNanoseconds: 1,
      intervalMilliseconds: 5000)
  }

  private var shownIDs: [UInt32]? { book.shown?.entries.map(\.record) }

  @Test mutating func nothingIsShownUntilAllIsTold() {
    let isComplete = book.take(LogBatch(startsAnew: true, entries: records(1...2)))
    #expect(!isComplete && book.shown == nil)
    let isCompleteNow = book.take(LogBatch(startsAnew: false, entries: records(3...3), standing: standing(3)))
    #expect(isCompleteNow)
    #expect(shownIDs == [1, 2, 3])
    #expect(book.shown?.log.count == 3 && book.shown?.log.capacity == 512)
    #expect(book.shown?.interval == .seconds(5))
  }

  @Test mutating func onlyTheNewestAreKept() {
    _ = book.take(LogBatch(startsAnew: true, entries: records(1...9), standing: standing(9)))
    #expect(shownIDs == [5, 6, 7, 8, 9])
    #expect(book.shown?.log.count == 9)
  }

  @Test mutating func aLogThatWrapsHasNoMoreEntriesThanTheBMCHas() {
    _ = book.take(LogBatch(startsAnew: true, entries: records(1...3), standing: standing(3)))
    _ = book.take(LogBatch(startsAnew: false, entries: records(4...4), standing: standing(3)))
    #expect(shownIDs == [2, 3, 4])
  }

  @Test mutating func aClearedLogIsEmpty() {
    _ = book.take(LogBatch(startsAnew: true, entries: records(1...3), standing: standing(3)))
    _ = book.take(LogBatch(startsAnew: true, entries: [], standing: standing(0)))
    #expect(shownIDs == [])
  }

  @Test mutating func entriesAreReadAgainWhenSensorsGetTheirNames() {
    _ = book.take(LogBatch(startsAnew: true, entries: records(1...1), standing: standing(1)))
    #expect(book.shown?.entries.first?.message.hasPrefix("Temperature sensor 4: ") == true)
    let record = SensorRecord(
      key: SensorKey(owner: 0x20, lun: 0, number: 4), name: "Inlet", entityID: 55, entityInstance: 1, sensorType: 1,
      eventReadingType: 1, units: UnitCodes(base: 1))
    let subject = EventSubject(id: "20.0.4", name: "Inlet", factors: nil, scale: SensorScale(record))
    let subjects = [EventAddress(record.key): subject]
    let isRenamed = book.name(subjects)
    #expect(isRenamed)
    #expect(book.shown?.entries.first?.message.hasPrefix("Inlet: ") == true)
    let isRenamedAgain = book.name(subjects)
    #expect(!isRenamedAgain)
  }
}
