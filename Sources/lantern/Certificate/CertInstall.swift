import ArgumentParser
import Certificates
import Control
import Engine

/// `lantern cert install CERTIFICATE`
struct CertInstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Checks a certificate from your authority and puts it in the place of the one in use.",
    discussion: """
      The file holds the server's certificate in PEM form and then those of its issuers, each after the one it signed. \
      Its key is the one that lantern cert csr made, unless --key names another. A running agent shows the new one to \
      new connections and tries it by connecting to itself; if that fails, everything is put back.
      """)

  @Argument(help: ArgumentHelp("PEM text; - is standard input.", valueName: "certificate"))
  var certificate: String

  @Option(help: ArgumentHelp("A file with the key, in PEM form and without a passphrase.", valueName: "file"))
  var key: String?

  @OptionGroup var options: CertOptions

  func run() throws {
    let certificates = try CertOptions.read(certificate)
    let key = try key.map(CertOptions.read)
    try options.changing { files, swap in
      let pending = try files.request()
      let installation = Installation(
        certificates: certificates, key: key, present: [pending, try files.identity()].compactMap { $0 })
      let accepted: Installation.Accepted
      do throws(Refusal) {
        accepted = try installation.checked(at: SystemClock().wallTime(), names: names)
      } catch {
        throw Failure("\(error) Nothing was changed.")
      }
      for remark in accepted.remarks { Console.complain(remark) }
      let outcome = try swap.replace(with: accepted.identity)
      if let pending, accepted.identity.hasKey(of: pending) { try files.removeRequest() }
      accepted.identity.announce("Installed the certificate", outcome)
    }
  }

  /// Under which names clients come here, as far as this machine knows.
  private var names: SubjectNames {
    var names = HostNames.named()
    if case .status(let status)? = try? options.ask(.status) {
      for url in status.listeners { names.add(listener: url) }
    }
    return names
  }
}
