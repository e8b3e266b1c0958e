import ArgumentParser
import Certificates
import Engine
import Model

/// `lantern cert ensure`: before the agent's first start.
struct CertEnsure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ensure",
    abstract: "Makes a certificate that signs itself, unless there is one.",
    discussion: """
      It is for this machine's host name, localhost, the addresses of all interfaces, and what --name and --address \
      say. A certificate and key that fit each other are left alone.
      """)

  @OptionGroup var names: NameOptions

  @Option(help: ArgumentHelp("ecdsa, or rsa for old consoles.", valueName: "type"), transform: parseKeyKind)
  var keyType = KeyKind.ecdsa

  @OptionGroup var options: CertOptions

  func run() throws {
    try options.changing { files, swap in
      if let text = try files.identity() {
        do throws(CertificateProblem) {
          return report(try ServerIdentity(pem: text), files.identityPath)
        } catch {
          Console.complain("\(files.identityPath) is of no use: \(error) It is kept as \(files.previousPath).")
        }
      }
      let identity = try ServerIdentity.selfSigned(for: names.and(HostNames.all()), keyType)
      let outcome = try swap.replace(with: identity)
      identity.announce("Made a certificate", outcome)
    }
  }

  /// What there is to say of one that works.
  private func report(_ identity: ServerIdentity, _ path: String) {
    Console.say("There is a certificate already: \(path).")
    // A name server may not be there yet when a board starts, so the domain is not asked for.
    let missing = names.and(HostNames.local()).missing(from: identity.names)
    if !missing.isEmpty {
      Console.complain(
        "It lacks \(missing.joined(separator: ", ")). To add them, use lantern cert "
          + (identity.isSelfSigned ? "renew" : "csr and install") + " with the same --name and --address.")
    }
    if let warning = CertificateFacts(identity, file: path, at: SystemClock().wallTime(), agent: .notRunning).warning {
      Console.complain(warning)
    }
  }
}
