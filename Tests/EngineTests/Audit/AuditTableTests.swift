import Model
import Testing

@testable import Engine

/// Records as people see them.
struct AuditTableTests {
  private func row(_ bytes: [UInt8]) -> String {
    AuditTable.row(AuditReader.Line(place: AuditPlace(file: "audit.jsonl", line: 7), bytes: bytes))
  }

  @Test func aRowHasItsColumnsUnderTheTitles() {
    #expect(
      AuditTable.title + "\n" + row(AuditSample.lines("admin")[0]) == """
        NUMBER  TIME                  USER                    ADDRESS          COMMAND                             RESULT
        1       1970-01-01T00:00:00Z  admin (administrator)   local            power s on                          admitted: off
        """)
  }

  @Test func aResultSaysWhatItChangedAndWhy() {
    var record = AuditSample.record("admin")
    record.stage = .finished(.failed("too late"))
    record.after = "on"
    #expect(row(record.line(after: .beginning)).hasSuffix("  failed: off -> on: too late"))
    record.stage = .answered(.accepted)
    record.after = "off"
    #expect(row(record.line(after: .beginning)).hasSuffix("  accepted: off"))
  }

  @Test func nothingMovesATerminal() {
    #expect(row(AuditSample.lines("\u{1B}[2J\u{202E}")[0]).contains(#" \u001b[2J\u202e (administrator) "#))
  }

  @Test func aLineThatIsNoRecordIsNamed() {
    #expect(row(Array("\u{1B}[2J\n".utf8)) == "(audit.jsonl, line 7: no record)")
  }
}
