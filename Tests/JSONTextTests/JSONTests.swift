import JSONText
import Testing

@Suite struct JSONTests {
  private let document = JSON.object([
    ("text", .string("a \"b\" \\ \n é")), ("number", .number(-7)), ("nothing", .null), ("yes", .bool(true)),
    ("list", .array([.number(1), .array([]), .object([])])),
  ])

  @Test func aLineHasNoWhiteSpaceOutsideOfStrings() {
    #expect(
      document.line
        == #"{"text":"a \"b\" \\ \u000a é","number":-7,"nothing":null,"yes":true,"list":[1,[],{}]}"#)
  }

  @Test func controlCharactersAreEscaped() {
    #expect(JSON.string("a\u{1}\n\\\"é").text() == #""a\u0001\u000a\\\"é""#)
  }

  @Test func textIsIndented() {
    #expect(JSON.object([("a", .array([.number(1), .null]))]).text() == "{\n  \"a\": [\n    1,\n    null\n  ]\n}")
  }

  @Test func whatIsWrittenIsReadAgain() {
    #expect(JSON(parsing: document.line.utf8)?.line == document.line)
    #expect(JSON(parsing: document.text().utf8)?.line == document.line)
  }

  @Test func membersAreFoundByName() {
    #expect(document["number"]?.number == -7)
    #expect(document["yes"]?.bool == true)
    #expect(document["list"]?.array?.count == 3)
    #expect(document["text"]?.string == "a \"b\" \\ \n é")
    #expect(document["other"] == nil)
    #expect(JSON.null["number"] == nil)
    #expect(document["text"]?.number == nil)
  }

  @Test(arguments: [
    (#""\u00e9\ud83d\ude00\/\b\f\n\r\t""#, "é😀/\u{8}\u{c}\n\r\t"), (" \t\r\n\"x\" ", "x"),
  ])
  func escapesAreUnderstood(text: String, meaning: String) {
    #expect(JSON(parsing: text.utf8)?.string == meaning)
  }

  @Test(arguments: [("0", 0 as Int64), ("-9223372036854775808", .min), ("9223372036854775807", .max)])
  func wholeNumbersAreRead(text: String, value: Int64) {
    #expect(JSON(parsing: text.utf8)?.number == value)
  }

  @Test(arguments: [
    "", " ", "{", "}", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}", "nul",
    "truee",
    "1 2", "01", "-", "1.5", "1e3", "+1", "9223372036854775808", "\"", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"", "\"\n\"",
    #""\ud800""#, "{\"a\":1,\"a\":2}", "\u{0}", "'a'",
  ])
  func whatIsNotWellFormedIsRefused(text: String) {
    #expect(JSON(parsing: text.utf8) == nil)
  }

  @Test func whatIsNotUTF8IsRefused() {
    #expect(JSON(parsing: [0x22, 0xFF, 0x22] as [UInt8]) == nil)
  }

  @Test func depthIsBounded() {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + "1" + String(repeating: "]", count: levels)
    }
    #expect(JSON(parsing: nested(JSON.depthLimit).utf8) != nil)
    #expect(JSON(parsing: nested(JSON.depthLimit + 1).utf8) == nil)
    #expect(JSON(parsing: nested(100_000).utf8) == nil)
  }
}
