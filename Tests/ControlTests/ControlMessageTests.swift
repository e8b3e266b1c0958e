import Control
import Testing

@Suite struct ControlMessageTests {
  private let certificate = ShownCertificate(
    fingerprint: "ab12", notBefore: "1970-01-01T00:00:00Z", notAfter: "2099-12-31T23:59:59Z", daysLeft: 12,
    file: "/s/tls/identity.pem", isFromSettings: false, warning: "It expires.")

  private func status(_ certificate: ShownCertificate?) -> AgentStatus {
    AgentStatus(
      version: "1.2", processID: 77, uptime: 7385, listeners: ["https://[::]:664", "http://127.0.0.1:623"],
      certificate: certificate)
  }

  @Test(arguments: [
    (ControlRequest.status, "{\"command\":\"status\"}\n"),
    (.reloadCertificate, "{\"command\":\"reload-certificate\"}\n"),
    (.explain("fan/fan1"), "{\"command\":\"explain\",\"id\":\"fan/fan1\"}\n"),
  ])
  func requestsAreLines(request: ControlRequest, line: String) {
    #expect(request.line == line)
    #expect(ControlRequest(line: line.utf8) == request)
    #expect(ControlRequest.examples.contains { $0.line.prefix(14) == line.prefix(14) })
  }

  @Test(arguments: [
    "", "\n", "status\n", "{}\n", "{\"command\":\"stop\"}\n", "{\"command\":1}\n", "[\"status\"]\n",
    "{\"command\":\"explain\"}\n", "{\"command\":\"explain\",\"id\":7}\n",
  ])
  func whatIsNoRequest(line: String) {
    #expect(ControlRequest(line: line.utf8) == nil)
  }

  @Test func repliesAreReadAsTheyWereWritten() {
    for reply in [
      ControlReply.status(status(certificate)), .status(status(nil)), .failed("It did not work: \"x\"."),
      .explained([Explanation(object: "fan/fan1", facts: [.init("Declared", "b.yaml, line 7"), .init("raw", "19 00")])]
      ),
    ] {
      #expect(reply.line.hasSuffix("\n"))
      #expect(!reply.line.dropLast().contains("\n"))
      #expect(ControlReply(line: reply.line.utf8) == reply)
    }
    var unknown = certificate
    unknown.daysLeft = nil
    unknown.warning = nil
    #expect(ControlReply(line: ControlReply.status(status(unknown)).line.utf8) == .status(status(unknown)))
  }

  @Test(arguments: ["", "{}", "{\"status\":{}}", "{\"error\":7}", "HTTP/1.1 400 Bad Request"])
  func whatIsNoReply(line: String) {
    #expect(ControlReply(line: line.utf8) == nil)
  }

  @Test func explanationsArePrintedInColumns() {
    let explanation = Explanation(
      object: "sensor/inlet", facts: [.init("Declared", "b.yaml, line 7"), .init("raw", "19")])
    #expect(explanation.text == "sensor/inlet\n  Declared  b.yaml, line 7\n  raw       19")
  }

  @Test func theLargestExplanationsFitIntoAReply() {
    let fact = Explanation.Fact(String(repeating: "n", count: 40), String(repeating: "\u{1}", count: 5000))
    let one = Explanation(object: "sensor/inlet", facts: Array(repeating: fact, count: 5000))
    let line = ControlReply.explained(Array(repeating: one, count: 100)).line
    #expect(line.utf8.count < ControlReply.sizeLimit)
    guard case .explained(let read)? = ControlReply(line: line.utf8) else { return #expect(Bool(false)) }
    #expect(read.count == Explanation.objectLimit)
  }

  @Test func statusIsPrintedInColumns() {
    #expect(
      status(certificate).text == """
        Version      1.2
        Process      77, for 2 h 3 min
        Listening    https://[::]:664
        Listening    http://127.0.0.1:623
        Certificate  /s/tls/identity.pem, valid until 2099-12-31T23:59:59Z (12 days left)
        SHA-256      ab12
        Warning      It expires.
        """)
  }

  private func status(of sources: [SourceState]) -> AgentStatus {
    var status = status(nil)
    status.sources = sources
    return status
  }

  @Test func sourcesAreCountedAndThoseThatFailAreNamed() {
    let sources = [
      SourceState(name: "bmc:a", state: .working), SourceState(name: "bmc:b", state: .connecting),
      SourceState(name: "bmc:c", state: .failing, kind: "wrong-password", message: "Correct the password."),
      SourceState(name: "bmc:d", state: .working),
    ]
    let lines = status(of: sources).text.split(separator: "\n").suffix(2)
    #expect(
      lines == [
        "Sources      2 working, 1 connecting, 1 failing",
        "Failing      bmc:c: wrong-password: Correct the password.",
      ])
    #expect(ControlReply(line: ControlReply.status(status(of: sources)).line.utf8) == .status(status(of: sources)))
  }

  @Test func ofManyThatFailTheFirstAreNamed() {
    let sources = (1...2000).map {
      SourceState(name: "bmc:node\($0)", state: .failing, kind: "k", message: "Do it.")
    }
    let lines = status(of: sources).text.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("Failing ") }.count == 11)
    #expect(lines.last == "Failing      1990 more; lantern status --json lists them")
  }

  @Test func theLargestStatusFitsIntoAReply() {
    let message = String(repeating: "\u{1F525}", count: 1000)
    let sources = (0..<3000).map {
      SourceState(
        name: "bmc:" + String(repeating: "n", count: 60) + "\($0)", state: .failing, kind: "k", message: message)
    }
    let full = AgentStatus(
      version: "1", processID: 1, uptime: 1, listeners: [], certificate: certificate, sources: sources)
    #expect(full.sources.count == AgentStatus.sourceLimit)
    #expect(ControlReply.status(full).line.utf8.count < ControlReply.sizeLimit)
  }

  @Test func nobodyAnswersWhereNoAgentRuns() {
    let error = #expect(throws: ControlError.self) {
      try ControlClient.ask(.status, stateDirectory: "/nowhere/at/all")
    }
    #expect(error == .notRunning)
    let deep = "/" + String(repeating: "deep/", count: 40)
    #expect(throws: ControlError.notRunning) { try ControlClient.ask(.status, stateDirectory: deep) }
  }
}
