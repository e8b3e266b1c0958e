import Engine
import Model
import Testing

/// The bytes of the audit trail.
struct AuditRecordTests {
  private static let time = WallTime(secondsSince1970: 1_795_380_543)

  private func line(
    _ stage: AuditRecord.Stage, user: String = "admin", request: String = "uuid:1", after: PowerState? = nil
  ) -> String {
    let caller = Caller(
      user: user, role: .operator, address: "192.0.2.7", face: "ws-management", request: request)
    let record = AuditRecord(
      time: Self.time, stage: stage, caller: caller, command: .power(system: "ManagedSystem", verb: .off),
      before: .on, after: after)
    return String(decoding: record.line, as: UTF8.self)
  }

  private static let common = """
    "request":"uuid:1","user":"admin","role":"operator","address":"192.0.2.7","face":"ws-management",\
    "command":"power","system":"ManagedSystem","verb":"off","before":"on"
    """

  @Test func whatIsWrittenBeforeACommandIsCarriedOut() {
    #expect(line(.admitted) == #"{"time":"2026-11-22T20:49:03Z","stage":"admitted","# + Self.common + "}\n")
  }

  @Test(arguments: [
    (CommandOutcome.accepted, #""outcome":"accepted""#),
    (.alreadySatisfied, #""outcome":"already-satisfied""#),
    (.job(id: "7"), #""outcome":"job","job":"7""#),
    (.denied, #""outcome":"denied""#),
    (.unsupported, #""outcome":"unsupported""#),
    (.invalidTransition, #""outcome":"invalid-transition""#),
    (.busy, #""outcome":"busy""#),
    (.unknownSystem, #""outcome":"unknown-system""#),
    (.unreachable("cable"), #""outcome":"unreachable","message":"cable""#),
    (.timedOut("late"), #""outcome":"timed-out","message":"late""#),
    (.failed("no"), #""outcome":"failed","message":"no""#),
  ])
  func whatACallerWasTold(outcome: CommandOutcome, text: String) {
    #expect(
      line(.answered(outcome), after: .on)
        == #"{"time":"2026-11-22T20:49:03Z","stage":"answered","# + Self.common + "," + text + #","after":"on"}"# + "\n"
    )
  }

  @Test func howASequenceEnded() {
    #expect(
      line(.finished(.succeeded), after: .off).hasSuffix(#""before":"on","outcome":"succeeded","after":"off"}"# + "\n"))
    #expect(
      line(.finished(.failed("too late")), after: .on)
        .hasSuffix(#""before":"on","outcome":"failed","message":"too late","after":"on"}"# + "\n"))
  }

  @Test(arguments: [
    (#"a"b\c"#, #"a\"b\\c"#),
    ("a\nb\r\tc\u{0}", #"a\u000ab\u000d\u0009c\u0000"#),
    ("\u{1B}[31mred", #"\u001b[31mred"#),
    ("\u{7F}\u{9B}", #"\u007f\u009b"#),
    ("\u{202E}gnp\u{2028}", #"\u202egnp\u2028"#),
    ("\u{E0041}", #"\udb40\udc41"#),
    ("Jürgen 漢 🙂", "Jürgen 漢 🙂"),
  ])
  func remoteTextCannotForgeALineOrMoveATerminal(name: String, escaped: String) {
    #expect(line(.admitted, user: name).contains(#""user":"\#(escaped)","role""#))
  }

  @Test func remoteTextIsCutAtABound() {
    let text = line(.admitted, request: String(repeating: "é", count: 100_000))
    #expect(text.contains(#""request":"\#(String(repeating: "é", count: 128))…","user""#))
  }

  @Test func remoteTextOfJustTheBoundIsKeptWhole() {
    let text = line(.admitted, request: String(repeating: "x", count: 256))
    #expect(text.contains(#""request":"\#(String(repeating: "x", count: 256))","user""#))
  }
}
