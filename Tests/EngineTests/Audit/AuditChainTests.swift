import Glibc
import TestSupport
import Testing

@testable import Engine

/// What `lantern audit-log verify` finds in the files that the trail wrote: nothing, whatever befell the agent;
/// something, whatever was done to the files.
struct AuditChainTests {
  private let temporary = TemporaryDirectory()

  private var directory: String { temporary.path + "/state" }

  /// As small as files get: about fifty records.
  private static let small = {
    var limits = AuditLimits()
    limits.fileSize = AuditLimits.fileSizeRange.lowerBound
    limits.files = 4
    return limits
  }()

  private func append(_ count: Int, to trail: AuditTrail) throws {
    for number in 0..<count { try trail.append(AuditSample.record("user\(number)")) }
  }

  private func write(_ count: Int) throws {
    try append(count, to: AuditTrail(directory: directory, limits: Self.small))
  }

  /// The sentence.
  private func verify() throws -> String {
    switch try AuditReader(directory: directory).verify() {
    case .success(let summary): summary.description
    case .failure(let found): "Broken: \(found)"
    }
  }

  private func head() throws -> String { try #require(temporary.text(of: "state/audit.head")) }

  /// The file without its last bytes.
  private func cut(_ name: String, by count: Int) throws {
    let text = try #require(temporary.text(of: "state/" + name))
    #expect(truncate(directory + "/" + name, off_t(text.utf8.count - count)) == 0)
  }

  private func records(in name: String) throws -> Int {
    try #require(temporary.text(of: "state/" + name)).split(separator: "\n").count
  }

  private func rewrite(_ name: String, _ change: (inout [Substring]) -> Void) throws {
    var lines = try #require(temporary.text(of: "state/" + name)).split(separator: "\n")
    change(&lines)
    temporary.write(lines.joined(separator: "\n") + "\n", to: "state/" + name)
  }

  // MARK: What befalls the agent

  @Test func aTrailIsIntact() throws {
    try write(5)
    #expect(try verify().hasPrefix("Intact: 5 records, 1 to 5. The last has the hash "))
  }

  @Test func theChainGoesOnOverARestart() throws {
    try write(3)
    try write(3)
    #expect(try verify().hasPrefix("Intact: 6 records, 1 to 6. "))
  }

  @Test func theChainGoesOnOverFilesAndRestarts() throws {
    try write(100)
    try write(20)
    #expect(try records(in: "audit.1.jsonl") + records(in: "audit.2.jsonl") + records(in: "audit.jsonl") == 120)
    #expect(try verify().hasPrefix("Intact: 120 records, 1 to 120. "))
  }

  @Test func noMoreIsKeptThanWasAskedForAndTheOldestGoFirst() throws {
    let trail = AuditTrail(directory: directory, limits: Self.small)
    for _ in 0..<40 {
      try append(10, to: trail)
      for generation in 0..<4 {
        let text = temporary.text(of: "state/" + AuditFiles.name(generation)) ?? ""
        #expect(text.utf8.count <= Self.small.fileSize)
      }
      #expect(try verify().hasPrefix("Intact: "))
    }
    #expect(temporary.text(of: "state/audit.3.jsonl") != nil)
    #expect(temporary.text(of: "state/audit.4.jsonl") == nil)
    let kept = try (0..<4).reduce(0) { try $0 + records(in: AuditFiles.name($1)) }
    #expect(
      try verify().hasPrefix("Intact: \(kept) records, \(401 - kept) to 400. Those before \(401 - kept) are no longer"))
  }

  @Test func fewerFilesThanBeforeAreKeptFromTheNextRotationOn() throws {
    try write(190)
    var limits = Self.small
    limits.files = 2
    try append(60, to: AuditTrail(directory: directory, limits: limits))
    #expect(temporary.text(of: "state/audit.1.jsonl") != nil)
    #expect(temporary.text(of: "state/audit.2.jsonl") == nil)
    #expect(try verify().hasPrefix("Intact: "))
  }

  @Test func aRotationThatWasInterruptedIsNoHarm() throws {
    try write(120)
    rename(directory + "/audit.2.jsonl", directory + "/audit.3.jsonl")
    #expect(try verify().hasPrefix("Intact: 120 records, 1 to 120. "))
    rename(directory + "/audit.1.jsonl", directory + "/audit.2.jsonl")
    rename(directory + "/audit.jsonl", directory + "/audit.1.jsonl")
    #expect(try verify().hasPrefix("Intact: 120 records, 1 to 120. "))
    try write(40)
    #expect(try verify().hasPrefix("Intact: 160 records, 1 to 160. "))
  }

  @Test func aPowerFailureInTheMiddleOfALineIsTold() throws {
    try write(3)
    let before = try head()
    try write(1)
    try cut("audit.jsonl", by: 40)
    temporary.write(before, to: "state/audit.head")
    #expect(try verify().hasPrefix("Intact: 3 records, 1 to 3. "))
    try write(2)
    let found = try verify()
    #expect(found.hasPrefix("Intact: 5 records, 1 to 5. "))
    #expect(found.hasSuffix("\naudit.jsonl, line 4: no record; it was cut short by a full disk or a power failure."))
  }

  @Test func aRecordThatLostOnlyItsLineFeedIsWhole() throws {
    try write(3)
    let before = try head()
    try write(1)
    try cut("audit.jsonl", by: 1)
    temporary.write(before, to: "state/audit.head")
    #expect(try verify().hasPrefix("Intact: 4 records, 1 to 4. "))
    try write(1)
    #expect(try verify().hasPrefix("Intact: 5 records, 1 to 5. "))
    #expect(try records(in: "audit.jsonl") == 5)
  }

  @Test func severalLinesCutShortInARowAreTold() throws {
    try write(2)
    temporary.write(
      try #require(temporary.text(of: "state/audit.jsonl")) + "{\n{\"num\n\n{\"n", to: "state/audit.jsonl")
    try write(2)
    #expect(try verify().split(separator: "\n").count == 5)
    #expect(try verify().hasPrefix("Intact: 4 records, 1 to 4. "))
  }

  /// The failed record's beginning fills the file: what covers it goes into the same one.
  @Test func aLineCutShortAtTheEndOfAFullFileIsTold() throws {
    let trail = AuditTrail(directory: directory, limits: Self.small)
    var size = 0
    while size < Self.small.fileSize - 330 {
      try append(1, to: trail)
      size = try #require(temporary.text(of: "state/audit.jsonl")).utf8.count
    }
    temporary.write(
      try #require(temporary.text(of: "state/audit.jsonl")) + String(repeating: "x", count: 300),
      to: "state/audit.jsonl")
    try write(60)
    #expect(temporary.text(of: "state/audit.1.jsonl") != nil)
    #expect(try verify().hasPrefix("Intact: "))
    #expect(try verify().hasSuffix("it was cut short by a full disk or a power failure."))
  }

  @Test func aCrashBetweenARecordAndItsHeadIsNoHarm() throws {
    try write(3)
    let before = try head()
    try write(1)
    temporary.write(before, to: "state/audit.head")
    #expect(try verify().hasSuffix("\naudit.head: it does not know the last 1 of them."))
    try write(1)
    #expect(try verify().hasPrefix("Intact: 5 records, 1 to 5. "))
  }

  @Test func aLostHeadIsWrittenAnew() throws {
    try write(120)
    for lost in ["", "{\"first\":1}\n", "nonsense"] {
      temporary.write(lost, to: "state/audit.head")
      #expect(try verify().hasPrefix("Broken: audit.head: it is missing or damaged; "))
      try write(1)
      #expect(try verify().hasPrefix("Intact: "))
    }
  }

  // MARK: What is done to the files

  @Test func aRemovedFileIsTold() throws {
    try write(120)
    let old = try records(in: "audit.2.jsonl")
    let middle = try records(in: "audit.1.jsonl")
    let new = try records(in: "audit.jsonl")

    rename(directory + "/audit.2.jsonl", directory + "/kept")
    #expect(
      try verify()
        == "Broken: audit.1.jsonl, line 1: records 1 to \(old) should be before this line; "
        + "what was there was removed or moved.")
    rename(directory + "/kept", directory + "/audit.2.jsonl")

    rename(directory + "/audit.1.jsonl", directory + "/kept")
    #expect(
      try verify()
        == "Broken: audit.jsonl, line 1: records \(old + 1) to \(old + middle) should be before this line; "
        + "what was there was removed or moved.")
    rename(directory + "/kept", directory + "/audit.1.jsonl")

    rename(directory + "/audit.jsonl", directory + "/kept")
    #expect(
      try verify()
        == "Broken: audit.1.jsonl, line \(middle): records \(old + middle + 1) to \(old + middle + new) should follow; "
        + "the end was cut off.")
    for name in ["audit.1.jsonl", "audit.2.jsonl"] { unlink(directory + "/" + name) }
    #expect(try verify() == "Broken: audit.jsonl: records 1 to 120 should be here; the file was removed or emptied.")
  }

  @Test func whatWasCutOffIsStillToldAfterTheNextRecord() throws {
    try write(5)
    try rewrite("audit.jsonl") { $0.removeLast(2) }
    #expect(
      try verify() == "Broken: audit.jsonl, line 3: records 4 to 5 should follow; the end was cut off.")
    try write(1)
    #expect(
      try verify()
        == "Broken: audit.jsonl, line 4: records 4 to 5 should be before this line; "
        + "what was there was removed or moved.")
  }

  @Test func aRecordShortenedByHandIsToldAfterTheNextRecord() throws {
    try write(5)
    try cut("audit.jsonl", by: 20)
    #expect(try verify() == "Broken: audit.jsonl, line 5: record 5 should follow; the end was cut off.")
    try write(1)
    #expect(
      try verify()
        == "Broken: audit.jsonl, line 5: this is not a record any more; it was changed after it was written.")
  }

  @Test func theLastRecordChangedIsToldAlsoAfterTheNextRecord() throws {
    try write(2)
    try rewrite("audit.jsonl") { $0[1] = Substring($0[1].split(separator: "user1").joined(separator: "userX")) }
    let sentence = "Broken: audit.jsonl, line 2: the line was changed after it was written."
    #expect(try verify() == sentence)
    try write(1)
    #expect(try verify() == sentence)
    try write(1)
    #expect(try verify() == sentence)
  }

  @Test func aChangeInAnOlderFileIsTold() throws {
    try write(120)
    try rewrite("audit.1.jsonl") { $0.swapAt(6, 7) }
    #expect(try verify().hasPrefix("Broken: audit.1.jsonl, line 7: record "))
  }

  // MARK: The reader

  @Test func aTrailThatIsNotThereYetIsIntact() throws {
    mkdir(directory, 0o700)
    #expect(try verify() == "Intact: no record yet.")
  }

  @Test func withoutADirectoryThereIsNothingToRead() {
    #expect(throws: StateFailure(action: "open", path: directory, reason: "No such file or directory")) {
      try AuditReader(directory: directory)
    }
  }

  @Test func linesComeOldestFirstAndOnlyAsManyAsAreWanted() throws {
    try write(120)
    var places: [String] = []
    try AuditReader(directory: directory).forEachLine { line in
      places.append(line.place.file)
      return places.count < 119
    }
    #expect(places.count == 119)
    #expect(places.first == "audit.2.jsonl")
    #expect(places.last == "audit.jsonl")
  }
}
