import Testing

@testable import Agent

@Suite struct StderrLogTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("http://[::1]:8623", "http://[::1]:8623"),
    ("", "\"\""),
    ("two words", "\"two words\""),
    ("a=b", "\"a=b\""),
    ("say \"hi\"", "\"say \\\"hi\\\"\""),
    ("line\nlevel=error fake", "\"line\\nlevel=error fake\""),
    ("\u{1B}[31m", "\"\\x1b[31m\""),
  ])
  func valuesCannotBreakTheLineOrFakeAnother(value: String, written: String) {
    #expect(StderrLog.value(value) == written)
  }

  @Test func messagesStayOnOneLine() {
    #expect(StderrLog.escaped("first\r\nsecond\u{7F}") == "first\\r\\nsecond\\x7f")
  }
}
