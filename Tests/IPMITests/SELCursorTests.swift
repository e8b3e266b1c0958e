import IPMI
import IPMIWire
import Testing

/// A log in memory that answers like a BMC.
private final class FakeLog {
  var records: [LogRecord] = []
  var erase: UInt32 = 0
  var addition: UInt32 = 0
  private(set) var asked: [UInt16] = []

  init(_ ids: some Sequence<Int> = []) { for id in ids { add(id) } }

  func add(_ id: Int, salt: UInt8 = 0) {
    var bytes = [UInt8](repeating: salt, count: LogRecord.length)
    bytes[0] = UInt8(id & 0xff)
    bytes[1] = UInt8(id >> 8)
    records.append(LogRecord(bytes: bytes)!)
    addition += 1
  }

  func clear() {
    records = []
    erase += 1
  }

  var info: SELInfo {
    var data: [UInt8] = [0x51, UInt8(records.count & 0xff), UInt8(records.count >> 8), 0, 1]
    for value in [addition, erase] {
      for shift in [0, 8, 16, 24] { data.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    return SELInfo(data + [2])!
  }

  /// Feeds a cursor until it wants no more; what is new.
  func read(_ reader: Reader) -> (startsAnew: Bool, ids: [UInt16]) {
    var cursor = reader.cursor
    defer { reader.cursor = cursor }

    cursor.look(info)
    asked = []
    while let wanted = cursor.nextRecord, asked.count < 100_000 {
      asked.append(wanted)
      let place =
        wanted == SELCursor.first
        ? records.indices.first
        : wanted == SELCursor.last ? records.indices.last : records.firstIndex { $0.id == wanted }
      guard let place else {
        cursor.refused()
        continue
      }
      let next = place + 1 < records.count ? records[place + 1].id : SELCursor.last
      cursor.received(records[place], next: next)
    }
    let news = cursor.takeNews()
    return (news.startsAnew, news.entries.map(\.id))
  }
}

/// A cursor in a box, so that expectations can read with it.
private final class Reader {
  var cursor: SELCursor

  init(limit: UInt16 = 100) { cursor = SELCursor(limit: limit) }
}

@Suite struct SELCursorTests {
  private let reader = Reader()

  @Test func theFirstPassReadsTheLogInItsOrder() {
    let log = FakeLog([1, 2, 9, 10])
    #expect(log.read(reader) == (true, [1, 2, 9, 10]))
    #expect(!reader.cursor.isReading)
  }

  @Test func nothingNewIsNothingAsked() {
    let log = FakeLog(1...5)
    _ = log.read(reader)
    #expect(log.read(reader) == (false, []))
    #expect(log.asked.isEmpty)
  }

  @Test func onlyWhatIsNewIsRead() {
    let log = FakeLog(1...5)
    _ = log.read(reader)
    log.add(6)
    log.add(7)
    #expect(log.read(reader) == (false, [6, 7]))
    #expect(log.asked == [5, 6, 7], "the newest known first, to see whether it is still the same")
  }

  @Test func aClearedLogStartsAnew() {
    let log = FakeLog(1...5)
    _ = log.read(reader)
    log.clear()
    #expect(log.read(reader) == (true, []))
    log.add(1)
    #expect(log.read(reader) == (true, [1]))
  }

  @Test func aLogClearedAndFilledBetweenTwoLooksStartsAnewThoughIdsAreUsedAgain() {
    let log = FakeLog(1...5)
    _ = log.read(reader)
    log.records = []
    for id in 1...6 { log.add(id, salt: 1) }
    #expect(log.read(reader) == (true, [1, 2, 3, 4, 5, 6]))
  }

  @Test func aLogThatWrapsGoesOnWhereItWas() {
    let log = FakeLog(1...50)
    _ = log.read(reader)
    log.records.removeFirst(2)
    log.add(51)
    log.add(52)
    #expect(log.read(reader) == (false, [51, 52]))
  }

  @Test func aLogThatWrappedPastWhatWasKnownStartsAnew() {
    let log = FakeLog(1...5)
    _ = log.read(reader)
    log.records = []
    for id in 90...94 { log.add(id) }
    #expect(log.read(reader) == (true, [90, 91, 92, 93, 94]))
  }

  @Test func aClockThatIsSetBackHidesNothing() {
    let log = FakeLog(1...5)
    log.addition = 1_000_000
    _ = log.read(reader)
    log.addition = 10
    log.add(6)
    #expect(log.read(reader) == (false, [6]))
  }

  @Test func aBMCThatChangesNeitherCountNorTimesIsFoundOutInTheEnd() {
    let log = FakeLog(1...5)
    _ = log.read(reader)
    let addition = log.addition
    log.records.removeFirst()
    log.add(6)
    log.addition = addition
    var found: [UInt16] = []
    for _ in 0..<12 { found += log.read(reader).ids }
    #expect(found == [6])
  }

  @Test func ofALongLogOnlyTheNewestAreReadWhereRecordsAreNumberedOneByOne() {
    let log = FakeLog(1...5000)
    #expect(log.read(reader) == (true, (4901...5000).map(UInt16.init)))
    #expect(log.asked.count == 101)
  }

  @Test func whereTheyAreNotTheWholeLogIsRead() {
    let log = FakeLog(stride(from: 1, to: 601, by: 3))
    #expect(log.read(reader).ids == stride(from: 1, to: 601, by: 3).map(UInt16.init))
  }

  @Test func aLogClearedWhileItIsReadIsReadAgain() {
    let log = FakeLog(1...5)
    reader.cursor.look(log.info)
    reader.cursor.received(log.records[0], next: 2)
    reader.cursor.refused()
    #expect(!reader.cursor.isReading)
    log.clear()
    log.add(1)
    let (startsAnew, ids) = log.read(reader)
    #expect(startsAnew && ids.last == 1)
  }

  @Test func aCircleOfRecordsEnds() {
    let log = FakeLog(1...3)
    reader.cursor.look(log.info)
    var steps = 0
    while reader.cursor.isReading, steps < 100_000 {
      reader.cursor.received(log.records[steps % 3], next: log.records[(steps + 1) % 3].id)
      steps += 1
    }
    #expect(steps <= 65_537)
  }

  @Test func aLostSessionIsFollowedByALookAtTheNewestRecord() {
    let log = FakeLog(1...5)
    _ = log.read(reader)
    reader.cursor.pause()
    #expect(log.read(reader) == (false, []))
    #expect(log.asked == [5])
  }

  @Test func whereNoEntriesAreWantedNoneIsRead() {
    let log = FakeLog(1...5)
    #expect(log.read(Reader(limit: 0)).ids.isEmpty)
    #expect(log.asked.isEmpty)
  }
}
