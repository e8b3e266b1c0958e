import Hashing
import Testing

@testable import Engine

/// What of a line is taken for a record.
struct AuditLineTests {
  private let line = AuditSample.lines("a", after: AuditLink(number: 41, hash: [UInt8](repeating: 7, count: 32)))[0]

  @Test func aRecordSaysItsNumberAndWhatItBuildsOn() {
    let found = AuditLine(line)
    #expect(found?.number == 42)
    #expect(found?.previous == [UInt8](repeating: 7, count: 32))
  }

  @Test func noBeginningOfARecordIsOne() {
    #expect(AuditLine(line.dropLast()) == nil)
    for length in 0..<(line.count - 1) {
      #expect(AuditLine(line[..<length]) == nil)
      #expect(AuditLine(line[..<length] + [UInt8(ascii: "\n")]) == nil)
    }
  }

  /// A name that ends like a record does: cut behind it, the line must not look whole.
  @Test(arguments: [#"x"}"#, #"x\"}"#, #"x\\"}"#])
  func aValueThatLooksLikeTheEndIsNotTheEnd(user: String) {
    let line = AuditSample.lines(user)[0]
    #expect(AuditLine(line) != nil)
    for length in 0..<(line.count - 1) { #expect(AuditLine(line[..<length] + [UInt8(ascii: "\n")]) == nil) }
  }

  @Test func whatWasWrittenIsReadAgain() throws {
    let name = "J\u{fc}rgen \"x\" \\ \n \u{1B} \u{E0041} \u{1F600}"
    let fields = try #require(JSONLine.fields(of: AuditSample.lines(name)[0]))
    #expect(fields.first { $0.name == "user" }?.value == name)
    #expect(fields.first { $0.name == "number" }?.value == "1")
  }

  @Test(arguments: [
    "", "\n", "{}", "{}\n", #"{"a":}"#, #"{"a":"b"}"#, #"{"a":"b"#, "{\"a\":\"b\"} \n", "{\"a\":\"\\q\"}\n",
    "{\"a\":\"\\q5}\n", "{\"a\":\"\\u12\"}\n", "{\"a\":[]}\n", "{\"a\" \"b\"}\n",
  ])
  func whatIsNotAFlatObjectIsNotRead(text: String) {
    #expect(JSONLine.fields(of: Array(text.utf8)) == nil)
  }

  @Test func linesAreCutWhereverPiecesEnd() {
    let text = Array("one\ntwo\n\nthree".utf8)
    for size in 1...text.count {
      var cutter = LineCutter(limit: 100)
      var lines: [String] = []
      func keep(_ line: [UInt8]) -> Bool {
        lines.append(String(decoding: line, as: UTF8.self))
        return true
      }
      for start in stride(from: 0, to: text.count, by: size) {
        _ = cutter.take(text[start..<min(start + size, text.count)], keep)
      }
      _ = cutter.finish(keep)
      #expect(lines == ["one\n", "two\n", "\n", "three"])
    }
  }

  @Test func cuttingEndsWhenNoMoreIsWanted() {
    var cutter = LineCutter(limit: 100)
    var count = 0
    let wantsMore = cutter.take(Array("1\n2\n3\n".utf8)[...]) { _ in
      count += 1
      return count < 2
    }
    #expect(!wantsMore)
    #expect(count == 2)
  }

  @Test func ofALineThatIsTooLongOnlyTheBeginningIsKept() {
    var cutter = LineCutter(limit: 4)
    var lines: [[UInt8]] = []
    func keep(_ line: [UInt8]) -> Bool {
      lines.append(line)
      return true
    }
    for _ in 0..<1000 { _ = cutter.take([1, 2, 3][...], keep) }
    _ = cutter.take([10, 9, 10][...], keep)
    #expect(lines == [[1, 2, 3, 1, 2], [9, 10]])
  }
}
