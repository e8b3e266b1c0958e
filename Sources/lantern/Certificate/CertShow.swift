import ArgumentParser
import Certificates
import Control
import Engine

/// `lantern cert show`
struct CertShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints what the certificate says, when it expires, and whether the running agent shows it.")

  @Flag(help: "Prints JSON.")
  var json = false

  @Flag(help: "Prints the certificates in PEM form, for clients that are to trust them; no key.")
  var pem = false

  @OptionGroup var options: CertOptions

  func validate() throws {
    if json && pem { throw ValidationError("--json and --pem cannot be used together.") }
  }

  func run() throws {
    try options.reading { files in
      let identity = try files.usableIdentity(advice: advice)
      if pem { return Console.say(try identity.certificatesPEM()) }
      let facts = CertificateFacts(
        identity, file: files.identityPath, at: SystemClock().wallTime(), agent: agent(identity))
      Console.say(json ? facts.json : facts.text)
    }
  }

  private func agent(_ identity: ServerIdentity) -> CertificateFacts.Agent {
    do throws(ControlError) {
      switch try options.ask(.status) {
      case .failed(let reason): return .unknown(reason)
      case .explained: return .unknown(ControlError.nonsense.description)
      case .status(let status):
        guard let shown = status.certificate else { return .hasNoHTTPS }
        return shown.fingerprint == identity.fingerprint
          ? .shows : .showsAnother(fingerprint: shown.fingerprint, file: shown.file)
      }
    } catch {
      return error == .notRunning ? .notRunning : .unknown(error.description)
    }
  }

  /// What to do where there is no certificate.
  private var advice: String {
    if case .status(let status)? = try? options.ask(.status), let shown = status.certificate {
      return "The agent shows the one in \(shown.file), which its settings name: see lantern status"
    }
    return "Make one: lantern cert ensure"
  }
}
