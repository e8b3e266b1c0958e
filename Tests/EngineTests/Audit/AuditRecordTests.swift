import Engine
import Model
import Testing

/// The bytes of the audit trail.
struct AuditRecordTests {
  private static let time = WallTime(secondsSince1970: 1_795_380_543)

  private static let link = AuditLink(number: 11, hash: [UInt8](repeating: 0xA5, count: 32))
  private static let place =
    #"{"number":12,"previous":"\#(String(repeating: "a5", count: 32))","time":"2026-11-22T20:49:03Z","#

  private func line(
    _ stage: AuditRecord.Stage, user: String = "admin", request: String = "uuid:1", after: PowerState? = nil
  ) -> String {
    let caller = Caller(
      user: user, rights: Rights(.operator), address: "192.0.2.7", face: "ws-management", request: request)
    let record = AuditRecord(
      time: Self.time, stage: stage, caller: caller, command: .power(system: "ManagedSystem", verb: .off),
      before: "on", after: after?.rawValue)
    return String(decoding: record.line(after: Self.link), as: UTF8.self)
  }

  private static let common = """
    "request":"uuid:1","user":"admin","role":"operator","address":"192.0.2.7","face":"ws-management",\
    "command":"power","system":"ManagedSystem","verb":"off","before":"on"
    """

  @Test func whatIsWrittenBeforeACommandIsCarriedOut() {
    #expect(line(.admitted) == Self.place + #""stage":"admitted","# + Self.common + "}\n")
  }

  @Test(arguments: [
    (CommandOutcome.accepted, #""outcome":"accepted""#),
    (.alreadySatisfied, #""outcome":"already-satisfied""#),
    (.job(job), #""outcome":"job","job":"run:7""#),
    (.denied, #""outcome":"denied""#),
    (.unsupported, #""outcome":"unsupported""#),
    (.invalidTransition, #""outcome":"invalid-transition""#),
    (.busy, #""outcome":"busy""#),
    (.unknownSystem, #""outcome":"unknown-system""#),
    (.notFound, #""outcome":"not-found""#),
    (
      .invalidThresholds(.outOfOrder(lower: .warningHigh, limit: 50, upper: .criticalHigh, upperLimit: 45)),
      #""outcome":"invalid-thresholds","message":"warning-high would be 50; it must not be above critical-high, 45.""#
    ),
    (.unreachable("cable"), #""outcome":"unreachable","message":"cable""#),
    (.timedOut("late"), #""outcome":"timed-out","message":"late""#),
    (.failed("no"), #""outcome":"failed","message":"no""#),
  ])
  func whatACallerWasTold(outcome: CommandOutcome, text: String) {
    #expect(
      line(.answered(outcome), after: .on)
        == Self.place + #""stage":"answered","# + Self.common + "," + text + #","after":"on"}"# + "\n"
    )
  }

  private static let job = Job(
    id: "run:7", name: "Job", system: "ManagedSystem", verb: .cycleGraceful, owner: "admin", submitted: time)

  @Test(arguments: [
    (
      Command.setThresholds(sensor: "inlet", [.criticalHigh: .off, .warningHigh: .at(41.5)]),
      #""command":"set-thresholds","sensor":"inlet","thresholds":"warning-high=41.5 critical-high=off""#
    ),
    (.restoreThresholds(sensor: "inlet"), #""command":"restore-thresholds","sensor":"inlet""#),
    (.cancelJob(id: "run:7"), #""command":"cancel-job","job":"run:7""#),
    (.deleteJob(id: "run:7"), #""command":"delete-job","job":"run:7""#),
    (.clearLog(id: "sel"), #""command":"clear-log","log":"sel""#),
    (
      .setBootOrder(system: "node1", [.network, .disk]),
      #""command":"set-boot-order","system":"node1","order":"network,disk""#
    ),
    (.setBootOrder(system: "node1", []), #""command":"set-boot-order","system":"node1","order":"none""#),
    (
      .setBootRole(system: "node1", .nextOnce),
      #""command":"set-boot-role","system":"node1","role":"next-once""#
    ),
    (.identify(system: "node1", isOn: true), #""command":"identify","system":"node1","identify":"on""#),
    (.identify(system: "node1", isOn: false), #""command":"identify","system":"node1","identify":"off""#),
  ])
  func everyCommandSaysWhatItIsAbout(command: Command, text: String) {
    let caller = Caller(user: "admin", rights: Rights(.operator), address: "local", face: "test", request: "1")
    let record = AuditRecord(
      time: Self.time, stage: .answered(.accepted), caller: caller, command: command, before: "b", after: "a")
    let line = String(decoding: record.line(after: Self.link), as: UTF8.self)
    #expect(line.hasSuffix(#""face":"test","# + text + #","before":"b","outcome":"accepted","after":"a"}"# + "\n"))
  }

  @Test func howASequenceEnded() {
    #expect(
      line(.finished(.cancelled("ended by admin")), after: .on)
        .hasSuffix(#""outcome":"cancelled","message":"ended by admin","after":"on"}"# + "\n"))
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
