import Documents
import Testing

@Suite("Values by expected type")
struct ValueTypeTests {
  @Test("whole numbers are decimal or hexadecimal", arguments: [("72", 72), ("0x48", 72), ("-5", -5), ("0X48", nil)])
  func integers(text: String, value: Int?) {
    #expect(Document(text).read(.integer(in: -100...100)) == value)
  }

  @Test(
    "what is no whole number is refused",
    arguments: ["1.5", "1e3", "+-1", "0x", "twelve", "١٢", "1_000", "[1]"])
  func notIntegers(text: String) {
    let document = Document(text)
    #expect(document.read(ValueType<Int>.integer()) == nil)
    #expect(document.messages.first?.contains("'value' must be a whole number, not ") == true)
  }

  @Test("a number out of its range names the range")
  func range() {
    let document = Document("0x100")
    #expect(document.read(ValueType<UInt8>.integer(in: 1...0x7F)) == nil)
    #expect(document.messages == ["board.yaml:1:1: error: 'value' must be 1 to 127, not 0x100."])
  }

  @Test("numbers are decimal", arguments: [("25", 25.0), ("-0.5", -0.5), ("1.2e3", 1200), ("1.10", 1.1)])
  func reals(text: String, value: Double) {
    #expect(Document(text).read(.real) == value)
  }

  @Test("words that other readers take for numbers are refused", arguments: ["inf", "nan", "0x1p3", "1e999", "5 V"])
  func notReals(text: String) {
    let document = Document(text)
    #expect(document.read(ValueType<Double>.real) == nil)
    #expect(document.messages == ["board.yaml:1:1: error: 'value' must be a number, not '\(text)'."])
  }

  @Test("booleans are true and false, nothing else")
  func booleans() {
    #expect(Document("true").read(.bool) == true)
    #expect(Document("false").read(.bool) == false)
    let document = Document("yes")
    #expect(document.read(.bool) == nil)
    #expect(document.messages == ["board.yaml:1:1: error: 'value' must be true or false, not 'yes'."])
  }

  @Test("text keeps what looks like a number", arguments: ["1.10", "no", "0x48"])
  func strings(text: String) {
    #expect(Document(text).read(.string) == text)
  }

  @Test("text is neither empty nor has control characters")
  func badStrings() {
    let empty = Document("''")
    #expect(empty.read(.string) == nil)
    #expect(empty.messages == ["board.yaml:1:1: error: 'value' must not be empty; leave it out instead."])
    let control = Document(#""a\u0001b""#)
    #expect(control.read(.string) == nil)
    #expect(control.messages == ["board.yaml:1:1: error: 'value' must not contain control characters."])
  }

  @Test(
    "durations have a unit",
    arguments: [
      ("200 ms", Duration.milliseconds(200)), ("5 s", .seconds(5)), ("1.5s", .milliseconds(1500)),
      ("2 min", .seconds(120)), ("1 h", .seconds(3600)), ("0 s", .zero),
    ])
  func durations(text: String, value: Duration) {
    #expect(Document(text).read(.duration) == value)
  }

  @Test(
    "a bad duration says how one is written",
    arguments: [
      ("5", "must be a duration such as 200 ms, 5 s or 2 min, not '5'."),
      ("soon", "must be a duration such as 200 ms, 5 s or 2 min, not 'soon'."),
      ("5 sec", "cannot be in 'sec'; use ms, s, min, h."), ("-1 s", "must be from 0 s to a year, not -1 s."),
    ])
  func badDurations(text: String, message: String) {
    let document = Document(text)
    #expect(document.read(.duration) == nil)
    #expect(document.messages == ["board.yaml:1:1: error: 'value' \(message)"])
  }

  @Test("percentages have their sign and stay within a whole")
  func percentages() {
    #expect(Document("20%").read(.percentage) == 20)
    let document = Document("120 %")
    #expect(document.read(.percentage) == nil)
    #expect(document.messages == ["board.yaml:1:1: error: 'value' must be 0% to 100%, not 120 %."])
  }

  @Test("quantities are given in their base unit")
  func quantities() {
    let power = ValueType.quantity(["W": 1, "kW": 1000], example: "750 W")
    #expect(Document("750 W").read(power) == 750)
    #expect(Document("1.2 kW").read(power) == 1200)
    let document = Document("750")
    #expect(document.read(power) == nil)
    #expect(
      document.messages == ["board.yaml:1:1: error: 'value' must be a number with its unit, such as 750 W, not '750'."])
  }

  @Test("limits are a pair, either of which may be none")
  func limits() {
    #expect(Document("[5, 40]").read(.limits) == Limits(low: 5, high: 40))
    #expect(Document("[~, 40]").read(.limits) == Limits(low: nil, high: 40))
  }

  @Test(
    "bad limits",
    arguments: [
      ("40", "must be a pair [low, high] of numbers, with ~ for none, not '40'."),
      ("[1, 2, 3]", "must be a pair [low, high] of numbers, with ~ for none, not a list."),
      ("[1, hot]", "must be a number, not 'hot'."), ("[45, 5]", "has its low limit above the high one."),
    ])
  func badLimits(text: String, message: String) {
    let document = Document(text)
    #expect(document.read(.limits) == nil)
    #expect(document.messages == ["board.yaml:1:1: error: 'value' \(message)"])
  }

  @Test("a word outside the vocabulary gets the nearest one, or all")
  func choices() {
    enum Colour: String, CaseIterable { case red, green }
    #expect(Document("green").read(ValueType<Colour>.choice) == .green)
    let near = Document("gren")
    #expect(near.read(ValueType<Colour>.choice) == nil)
    #expect(near.messages == ["board.yaml:1:1: error: 'value' cannot be 'gren'. Did you mean 'green'?"])
    let far = Document("blue")
    #expect(far.read(ValueType<Colour>.choice) == nil)
    #expect(far.messages == ["board.yaml:1:1: error: 'value' cannot be 'blue'. Choose from: red, green."])
  }
}
