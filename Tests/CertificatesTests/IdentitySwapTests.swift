import Control
import Engine
import TestSupport
import Testing

@testable import Certificates

/// What `lantern cert` does to the files and asks of the agent, whatever the agent answers.
@Suite struct IdentitySwapTests {
  private let directory = TemporaryDirectory()
  private let files: CertificateFiles
  private let old: ServerIdentity
  private let new: ServerIdentity

  init() throws {
    var names = SubjectNames()
    names.add("bmc1")
    old = try ServerIdentity.selfSigned(for: names, .ecdsa)
    new = try ServerIdentity.selfSigned(for: names, .ecdsa)
    files = try CertificateFiles(creatingIn: directory.path)
    try files.replaceIdentity(with: try old.pem())
  }

  private func running(_ identity: ServerIdentity, fromSettings: Bool = false) -> ControlReply {
    .status(
      AgentStatus(
        version: "1", processID: 1, uptime: 1, listeners: ["https://127.0.0.1:664"],
        certificate: ShownCertificate(
          fingerprint: identity.fingerprint, notBefore: "", notAfter: "", daysLeft: 1, file: "/etc/c.pem",
          isFromSettings: fromSettings, warning: nil)))
  }

  /// An agent that answers like this, one after the other.
  private final class Script {
    private var answers: [Result<ControlReply, ControlError>]
    private(set) var asked: [ControlRequest] = []

    init(_ answers: [Result<ControlReply, ControlError>]) { self.answers = answers }

    func ask(_ request: ControlRequest) throws(ControlError) -> ControlReply {
      asked.append(request)
      return answers.isEmpty ? .failed("nothing more") : try answers.removeFirst().get()
    }
  }

  private func replace(_ script: Script) throws(CertificateProblem) -> IdentitySwap.Outcome {
    try IdentitySwap(files: files, ask: script.ask).replace(with: new)
  }

  private var inPlace: String? { (try? files.identity()).flatMap { try? ServerIdentity(pem: $0) }?.fingerprint }

  @Test func theAgentShowsIt() throws {
    let script = Script([.success(running(old)), .success(running(new))])
    #expect(try replace(script) == .shown)
    #expect(script.asked == [.status, .reloadCertificate])
    #expect(inPlace == new.fingerprint)
    #expect(directory.text(of: "tls/previous.pem") == String(decoding: try old.pem(), as: UTF8.self))
  }

  @Test func withoutAnAgentTheFilesAreReplaced() throws {
    #expect(try replace(Script([.failure(.notRunning)])) == .stored)
    #expect(inPlace == new.fingerprint)
  }

  @Test func anAgentWithoutHTTPSNeedNotReload() throws {
    let status = AgentStatus(version: "1", processID: 1, uptime: 1, listeners: [], certificate: nil)
    let script = Script([.success(.status(status))])
    #expect(try replace(script) == .stored)
    #expect(script.asked == [.status])
    #expect(inPlace == new.fingerprint)
  }

  @Test func whatTheAgentRefusesIsPutBack() throws {
    let script = Script([.success(running(old)), .success(.failed("No handshake.")), .success(running(old))])
    let error = #expect(throws: CertificateProblem.self) { try replace(script) }
    #expect(error?.description == "No handshake. The certificate before was put back, and nothing has changed.")
    #expect(script.asked == [.status, .reloadCertificate, .reloadCertificate])
    #expect(inPlace == old.fingerprint)
  }

  @Test(arguments: [ControlError.noAnswer, .nonsense, .notRunning])
  func anAgentThatFallsSilentGetsTheOldOneBack(trouble: ControlError) throws {
    #expect(throws: CertificateProblem.self) { try replace(Script([.success(running(old)), .failure(trouble)])) }
    #expect(inPlace == old.fingerprint)
  }

  @Test func anAgentThatGoesOnShowingTheOldOneIsNoSuccess() throws {
    #expect(throws: CertificateProblem.self) { try replace(Script([.success(running(old)), .success(running(old))])) }
    #expect(inPlace == old.fingerprint)
  }

  @Test func nothingIsTouchedWhereTheAgentCannotBeAsked() throws {
    let script = Script([.failure(.notAllowed)])
    let error = #expect(throws: CertificateProblem.self) { try replace(script) }
    #expect(error?.description.hasSuffix("Nothing was changed.") == true)
    #expect(script.asked == [.status])
    #expect(inPlace == old.fingerprint)
    #expect(directory.text(of: "tls/previous.pem") == nil)
  }

  @Test func filesThatTheSettingsNameAreNotOurs() throws {
    let error = #expect(throws: CertificateProblem.self) {
      try replace(Script([.success(running(old, fromSettings: true))]))
    }
    #expect(error?.description.hasPrefix("The agent takes its certificate from /etc/c.pem") == true)
    #expect(inPlace == old.fingerprint)
  }

  @Test func withNothingBeforeNothingIsLeftBehind() throws {
    let empty = TemporaryDirectory()
    let files = try CertificateFiles(creatingIn: empty.path)
    let script = Script([.success(running(old)), .success(.failed("No."))])
    #expect(throws: CertificateProblem.self) { try IdentitySwap(files: files, ask: script.ask).replace(with: new) }
    #expect(try files.identity() == nil)
  }
}
