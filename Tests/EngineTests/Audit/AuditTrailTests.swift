import Engine
import Glibc
import Model
import TestSupport
import Testing

/// The file itself, in a directory of the test's own.
struct AuditTrailTests {
  private let temporary = TemporaryDirectory()

  private var parent: String { temporary.path }
  private var directory: String { parent + "/state" }
  private var path: String { directory + "/audit.jsonl" }

  private func record(_ user: String) -> AuditRecord {
    AuditRecord(
      time: WallTime(secondsSince1970: 0), stage: .admitted,
      caller: Caller(user: user, role: .administrator, address: "local", face: "test", request: "1"),
      command: .power(system: "s", verb: .on), before: "off")
  }

  private func contents() throws -> [UInt8] {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    return bytes
  }

  private func put(_ text: String, in path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test func directoryAndFileAreMadeForTheirOwnerAlone() throws {
    umask(0o022)
    try AuditTrail(directory: directory).append(record("a"))
    #expect(mode(directory) == 0o700)
    #expect(mode(path) == 0o600)
  }

  @Test func recordsAreAppendedOneALine() throws {
    let trail = AuditTrail(directory: directory)
    try trail.append(record("a"))
    try trail.append(record("b"))
    #expect(try contents() == record("a").line + record("b").line)
  }

  @Test func whatAnEarlierRunWroteStays() throws {
    try AuditTrail(directory: directory).append(record("a"))
    try AuditTrail(directory: directory).append(record("b"))
    #expect(try contents() == record("a").line + record("b").line)
  }

  @Test func aLineCutShortDoesNotSwallowTheNextRecord() throws {
    mkdir(directory, 0o700)
    try put(#"{"time":"2026-"#, in: path)
    try AuditTrail(directory: directory).append(record("a"))
    #expect(try contents() == Array("{\"time\":\"2026-\n".utf8) + record("a").line)
  }

  @Test func withoutADirectoryItFailsSayingWhereAndWhy() {
    let trail = AuditTrail(directory: "\(parent)/missing/state")
    #expect(throws: AuditFailure(message: "\(parent)/missing/state: No such file or directory")) {
      try trail.append(record("a"))
    }
  }

  @Test func itRecoversWithoutARestart() throws {
    try put("in the way", in: directory)
    let trail = AuditTrail(directory: directory)
    #expect(throws: AuditFailure(message: "\(path): Not a directory")) { try trail.append(record("a")) }
    unlink(directory)
    try trail.append(record("b"))
    #expect(try contents() == record("b").line)
  }

  @Test func aFileThatWasMovedAwayGetsNoMoreRecords() throws {
    let trail = AuditTrail(directory: directory)
    try trail.append(record("a"))
    rename(path, "\(parent)/target")
    try trail.append(record("b"))
    #expect(try contents() == record("b").line)
  }

  @Test func aSymbolicLinkInItsPlaceIsNotFollowed() throws {
    mkdir(directory, 0o700)
    try put("precious", in: "\(parent)/target")
    symlink("\(parent)/target", path)
    #expect(throws: AuditFailure.self) { try AuditTrail(directory: directory).append(record("a")) }
  }
}
