import Hashing
import Testing

@testable import Engine

/// The chain over lines that somebody has been at. No file is touched.
struct AuditVerifierTests {
  private let lines = AuditSample.lines("a", "b", "c", "d", "e")

  private func head(_ lines: [[UInt8]], first: UInt64 = 1) throws -> AuditHead {
    let line = try #require(lines.last)
    let last = try #require(AuditLine(line))
    return AuditHead(first: first, last: AuditLink(number: last.number, hash: SHA256.digest(line)))
  }

  /// Checks lines of one file against the head of the trail as it was written.
  private func verify(
    _ lines: [[UInt8]], _ head: AuditHead?
  ) throws(AuditBreak) -> AuditSummary {
    var verifier = AuditVerifier(head: head)
    for (index, line) in lines.enumerated() {
      try verifier.take(line, at: AuditPlace(file: "audit.jsonl", line: index + 1))
    }
    return try verifier.finish()
  }

  private func expectBreak(
    _ found: [[UInt8]], _ sentence: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let head = try head(lines)
    #expect(sourceLocation: sourceLocation) {
      _ = try verify(found, head)
    } throws: { error in
      "\(error)" == sentence
    }
  }

  @Test func whatIsAsItWasWrittenIsIntact() throws {
    let summary = try verify(lines, head(lines))
    #expect(
      summary.description == "Intact: 5 records, 1 to 5. The last has the hash \(Hex.encode(SHA256.digest(lines[4]))).")
  }

  @Test func nothingAtAllIsIntact() throws {
    #expect(try verify([], nil).description == "Intact: no record yet.")
  }

  @Test(arguments: 0..<5)
  func aChangedByteAnywhereIsFoundAtItsLine(index: Int) throws {
    let head = try head(lines)
    for place in lines[index].indices {
      for flipped: UInt8 in [0x01, 0x20] {
        var changed = lines
        changed[index][place] ^= flipped
        // A line feed in the middle makes two lines of one.
        guard changed[index].dropLast().firstIndex(of: 10) == nil, changed[index].last == 10 else { continue }
        let found = #expect(throws: AuditBreak.self) { try verify(changed, head) }
        #expect(found?.place.line == index + 1, "byte \(place): \(found.map(\.description) ?? "")")
      }
    }
  }

  @Test func aChangedValueIsTold() throws {
    var changed = lines
    changed[2] = Array(
      String(decoding: lines[2], as: UTF8.self).split(separator: "\"c\"").joined(separator: "\"x\"").utf8)
    try expectBreak(changed, "audit.jsonl, line 3: the line was changed after it was written.")
  }

  @Test func aRemovedLineIsTold() throws {
    try expectBreak(
      [lines[0], lines[1], lines[3], lines[4]],
      "audit.jsonl, line 3: record 3 should be before this line; what was there was removed or moved.")
    try expectBreak(
      [lines[0], lines[4]],
      "audit.jsonl, line 2: records 2 to 4 should be before this line; what was there was removed or moved.")
  }

  @Test func aRemovedBeginningIsTold() throws {
    try expectBreak(
      Array(lines[2...]),
      "audit.jsonl, line 1: records 1 to 2 should be before this line; what was there was removed or moved.")
  }

  @Test func linesCutOffAtTheEndAreTold() throws {
    try expectBreak(
      Array(lines[..<4]), "audit.jsonl, line 4: record 5 should follow; the end was cut off.")
    try expectBreak(
      Array(lines[..<1]), "audit.jsonl, line 1: records 2 to 5 should follow; the end was cut off.")
    try expectBreak([], "audit.jsonl: records 1 to 5 should be here; the file was removed or emptied.")
  }

  @Test func swappedLinesAreTold() throws {
    try expectBreak(
      [lines[0], lines[2], lines[1], lines[3], lines[4]],
      "audit.jsonl, line 2: record 2 should be before this line; what was there was removed or moved.")
  }

  @Test func aRepeatedLineIsTold() throws {
    try expectBreak(
      [lines[0], lines[1], lines[1]] + lines[2...],
      "audit.jsonl, line 3: the record has number 2 where 3 is due; it was put in, repeated or moved.")
  }

  @Test func anInsertedRecordIsTold() throws {
    let link = AuditLink(number: 2, hash: SHA256.digest(lines[1]))
    let forged = AuditSample.lines("mallory", after: link)
    try expectBreak(
      lines[..<2] + forged + lines[2...],
      "audit.jsonl, line 4: the record has number 3 where 4 is due; it was put in, repeated or moved.")
  }

  @Test func aRecordPutInThePlaceOfAnotherIsTold() throws {
    let link = AuditLink(number: 2, hash: SHA256.digest(lines[1]))
    let forged = AuditSample.lines("mallory", after: link)
    try expectBreak(
      lines[..<2] + forged + lines[3...], "audit.jsonl, line 3: the line was changed after it was written.")
    let last = AuditSample.lines("mallory", after: AuditLink(number: 4, hash: SHA256.digest(lines[3])))
    try expectBreak(lines[..<4] + last, "audit.jsonl, line 5: the line was changed after it was written.")
  }

  @Test func anInsertedLineThatIsNoRecordIsTold() throws {
    try expectBreak(
      lines[..<3] + [Array("hello\n".utf8)] + lines[3...],
      "audit.jsonl, line 4: this line was put in; it was not there when the next record was written.")
  }

  @Test func aRecordThatIsNoneAnyMoreIsTold() throws {
    var changed = lines
    changed[2] = Array("hello\n".utf8)
    try expectBreak(
      changed, "audit.jsonl, line 3: this is not a record any more; it was changed after it was written.")
    changed = lines
    changed[0] = Array("hello\n".utf8)
    try expectBreak(
      changed, "audit.jsonl, line 1: this is not a record any more; it was changed after it was written.")
  }

  @Test func aLineLongerThanAnyRecordIsTold() throws {
    let long = [UInt8](repeating: 65, count: AuditLine.maximumLength + 1)
    try expectBreak(
      [long] + lines, "audit.jsonl, line 1: the line is longer than any record; it was put in or changed.")
  }

  @Test func withoutAHeadNothingSaysThatTheEndIsThere() throws {
    let sentence = "audit.head: it is missing or damaged; records after audit.jsonl, line 5 may have been cut off."
    #expect {
      _ = try verify(lines, nil)
    } throws: { "\($0)" == sentence }
  }

  @Test func numbersThatSomebodyMadeUpDoNoHarm() throws {
    let link = AuditLink(number: AuditLine.maximumNumber - 1, hash: [UInt8](repeating: 0, count: 32))
    let far = AuditSample.lines("z", after: link)
    try expectBreak(
      lines + far,
      "audit.jsonl, line 6: records 6 to 4611686018427387903 should be before this line; "
        + "what was there was removed or moved.")
    let farther = AuditSample.lines("z", after: AuditLink(number: .max - 1, hash: link.hash))
    #expect(AuditLine(farther[0]) == nil)
  }

  @Test func aLineCutShortIsPartOfTheChain() throws {
    let cut = Array("{\"number\":3,\"prev\n".utf8)
    let link = AuditLink(number: 2, hash: SHA256.digest(SHA256.digest(lines[1]) + cut))
    let rest = AuditSample.lines("c", "d", after: link)
    let all = lines[..<2] + [cut] + rest
    let summary = try verify(Array(all), head(rest))
    #expect(summary.records == 4)
    #expect(summary.cutShort == [AuditPlace(file: "audit.jsonl", line: 3)])
    #expect(
      summary.description.split(separator: "\n").last
        == "audit.jsonl, line 3: no record; it was cut short by a full disk or a power failure.")

    var removed = all
    removed.remove(at: 2)
    #expect(throws: AuditBreak.self) { try verify(Array(removed), head(rest)) }
    var changed = all
    changed[1][90] ^= 1
    #expect(throws: AuditBreak.self) { try verify(Array(changed), head(rest)) }
  }

  @Test func aLineCutShortAtTheEndIsNoHarm() throws {
    let summary = try verify(lines + [Array("{\"number\":6".utf8)], head(lines))
    #expect(summary.cutShort == [AuditPlace(file: "audit.jsonl", line: 6)])
  }

  @Test func theHeadMayBeBehind() throws {
    let summary = try verify(lines, head(Array(lines[..<4])))
    #expect(summary.unconfirmed == 1)
    #expect(summary.description.hasSuffix("\naudit.head: it does not know the last 1 of them."))
  }

  @Test func whatWasRotatedAwayIsNotMissed() throws {
    let summary = try verify(Array(lines[2...]), head(lines, first: 3))
    #expect(summary.description.hasPrefix("Intact: 3 records, 3 to 5. Those before 3 are no longer kept. "))
  }

  @Test func whatADeletionThatWasInterruptedLeftIsNoHarm() throws {
    #expect(try verify(lines, head(lines, first: 3)).records == 5)
  }
}
