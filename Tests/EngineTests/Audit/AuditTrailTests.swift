import Glibc
import Hashing
import TestSupport
import Testing

@testable import Engine

/// The file itself, in a directory of the test's own.
struct AuditTrailTests {
  private let temporary = TemporaryDirectory()

  private var parent: String { temporary.path }
  private var directory: String { parent + "/state" }
  private var path: String { directory + "/audit.jsonl" }

  private func record(_ user: String) -> AuditRecord { AuditSample.record(user) }

  private func text(_ lines: [[UInt8]]) -> String { String(decoding: lines.joined(), as: UTF8.self) }

  @Test func directoryAndFilesAreMadeForTheirOwnerAlone() throws {
    umask(0o022)
    try AuditTrail(directory: directory).append(record("a"))
    #expect(temporary.mode(of: "state") == 0o700)
    #expect(temporary.mode(of: "state/audit.jsonl") == 0o600)
    #expect(temporary.mode(of: "state/audit.head") == 0o600)
  }

  @Test func recordsAreAppendedOneALine() throws {
    let trail = AuditTrail(directory: directory)
    try trail.append(record("a"))
    try trail.append(record("b"))
    #expect(temporary.text(of: "state/audit.jsonl") == text(AuditSample.lines("a", "b")))
  }

  @Test func eachSaysItsNumberAndTheHashOfItsLine() throws {
    let trail = AuditTrail(directory: directory)
    let lines = AuditSample.lines("a", "b")
    #expect(try trail.add(record("a")) == AuditLink(number: 1, line: lines[0]))
    #expect(try trail.add(record("b")) == AuditLink(number: 2, line: lines[1]))
  }

  @Test func theHeadSaysWhereTheTrailEnds() throws {
    let trail = AuditTrail(directory: directory)
    try trail.append(record("a"))
    let link = try trail.add(record("b"))
    let hash = Hex.encode(link.hash)
    #expect(temporary.text(of: "state/audit.head") == #"{"first":1,"last":2,"hash":"\#(hash)"}"# + "\n")
  }

  @Test func whatAnEarlierRunWroteStays() throws {
    try AuditTrail(directory: directory).append(record("a"))
    try AuditTrail(directory: directory).append(record("b"))
    #expect(temporary.text(of: "state/audit.jsonl") == text(AuditSample.lines("a", "b")))
  }

  @Test func aLineCutShortDoesNotSwallowTheNextRecord() throws {
    temporary.write(#"{"number":1,"pre"#, to: "state/audit.jsonl")
    try AuditTrail(directory: directory).append(record("a"))
    let cut = Array("{\"number\":1,\"pre\n".utf8)
    #expect(
      temporary.text(of: "state/audit.jsonl")
        == text([cut] + AuditSample.lines("a", after: AuditLink.beginning.absorbing(cut))))
  }

  @Test func withoutADirectoryItFailsSayingWhereAndWhy() {
    let trail = AuditTrail(directory: "\(parent)/missing/state")
    #expect(throws: AuditFailure(message: "\(parent)/missing/state: No such file or directory")) {
      try trail.append(record("a"))
    }
  }

  @Test func itRecoversWithoutARestart() throws {
    temporary.write("in the way", to: "state")
    let trail = AuditTrail(directory: directory)
    #expect(throws: AuditFailure(message: "\(path): Not a directory")) { try trail.append(record("a")) }
    unlink(directory)
    try trail.append(record("b"))
    #expect(temporary.text(of: "state/audit.jsonl") == text(AuditSample.lines("b")))
  }

  @Test func aRecordWhoseHeadCannotBeWrittenFailsAndTheChainGoesOn() throws {
    let trail = AuditTrail(directory: directory)
    try trail.append(record("a"))
    mkdir("\(directory)/audit.head.new", 0o700)
    #expect(throws: AuditFailure.self) { try trail.append(record("b")) }
    rmdir("\(directory)/audit.head.new")
    try trail.append(record("c"))
    #expect(temporary.text(of: "state/audit.jsonl") == text(AuditSample.lines("a", "b", "c")))
  }

  @Test func aFileThatWasMovedAwayGetsNoMoreRecords() throws {
    let trail = AuditTrail(directory: directory)
    try trail.append(record("a"))
    rename(path, "\(parent)/target")
    try trail.append(record("b"))
    #expect(temporary.text(of: "state/audit.jsonl") == text([AuditSample.lines("a", "b")[1]]))
    #expect(temporary.text(of: "target") == text(AuditSample.lines("a")))
  }

  @Test func aSymbolicLinkInItsPlaceIsNotFollowed() throws {
    temporary.write("precious", to: "target")
    mkdir(directory, 0o700)
    symlink("\(parent)/target", path)
    #expect(throws: AuditFailure.self) { try AuditTrail(directory: directory).append(record("a")) }
    #expect(temporary.text(of: "target") == "precious")
  }

  /// A trail that somebody filled with a number near the end of what there is.
  @Test func aNumberThatSomebodyMadeUpDoesNotEndTheAgent() throws {
    let link = AuditLink(number: AuditLine.maximumNumber - 1, hash: AuditLink.beginning.hash)
    temporary.write(text(AuditSample.lines("z", after: link)), to: "state/audit.jsonl")
    try AuditTrail(directory: directory).append(record("a"))
    try AuditTrail(directory: directory).append(record("b"))
  }
}
