public import Control
public import Engine

/// Puts another key and certificate in the place of the ones in use: files first, then the running agent, and everything
/// back as it was when the agent does not get on with them.
public struct IdentitySwap {
  /// Asks the running agent.
  public typealias Ask = (ControlRequest) throws(ControlError) -> ControlReply

  private let files: CertificateFiles
  private let ask: Ask

  public init(files: CertificateFiles, ask: @escaping Ask) {
    self.files = files
    self.ask = ask
  }

  public enum Outcome: Hashable, Sendable {
    /// The agent shows it, and has reached itself with it.
    case shown
    /// There is no agent, or none with https: the files are in place for the next one.
    case stored
  }

  /// Call it with the files' lock held. When it throws, files and agent are as they were, unless the error says
  /// otherwise.
  public func replace(with identity: ServerIdentity) throws(CertificateProblem) -> Outcome {
    let isServing = try checkAgent()
    let before = try onFiles { () throws(StateFailure) in try files.identity() }
    let text = try identity.pem()
    try onFiles { () throws(StateFailure) in try files.replaceIdentity(with: text) }
    guard isServing else { return .stored }
    let trouble: String
    do throws(ControlError) {
      switch try ask(.reloadCertificate) {
      case .status(let status):
        if status.certificate?.fingerprint == identity.fingerprint { return .shown }
        trouble = "The agent does not show the new certificate."
      case .failed(let reason): trouble = reason
      case .explained: trouble = ControlError.nonsense.description
      }
    } catch {
      trouble = error.description
    }
    try onFiles { () throws(StateFailure) in try files.putBack(before) }
    // Should it have changed over after all, it changes back.
    _ = try? ask(.reloadCertificate)
    throw CertificateProblem("\(trouble) The certificate before was put back, and nothing has changed.")
  }

  /// Whether a running agent shows what is in these files. Fails when it shows something else.
  private func checkAgent() throws(CertificateProblem) -> Bool {
    let reply: ControlReply
    do throws(ControlError) {
      reply = try ask(.status)
    } catch {
      if error == .notRunning { return false }
      throw CertificateProblem("\(error) Nothing was changed.")
    }
    switch reply {
    case .failed(let reason): throw CertificateProblem("\(reason) Nothing was changed.")
    case .explained: throw CertificateProblem("\(ControlError.nonsense) Nothing was changed.")
    case .status(let status):
      guard let certificate = status.certificate else { return false }
      guard !certificate.isFromSettings else {
        throw CertificateProblem(
          "The agent takes its certificate from \(certificate.file), which its settings name, and not from "
            + "\(files.identityPath). Put the new one there and send the agent SIGHUP, or take certificate and key out "
            + "of its settings. Nothing was changed.")
      }
      return true
    }
  }

  private func onFiles<Result>(
    _ body: () throws(StateFailure) -> Result
  ) throws(CertificateProblem) -> Result {
    do throws(StateFailure) {
      return try body()
    } catch {
      throw CertificateProblem(error.description)
    }
  }
}
