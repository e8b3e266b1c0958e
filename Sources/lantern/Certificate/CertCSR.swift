import ArgumentParser
import Certificates
import Engine
import Glibc

/// `lantern cert csr`
struct CertCSR: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csr",
    abstract: "Makes a key and a request for a certificate, for your authority to sign.",
    discussion: """
      The request is for this machine's host name, and what --name and --address say. The key stays here and waits for \
      lantern cert install. Called again, it prints the same request.
      """)

  @OptionGroup var names: NameOptions

  @Option(help: ArgumentHelp("Such as CN=bmc1.example.com,O=Example,C=DE; otherwise the first name.", valueName: "dn"))
  var subject: String?

  @Option(help: ArgumentHelp("ecdsa, or rsa for old consoles.", valueName: "type"), transform: parseKeyKind)
  var keyType: KeyKind?

  @Option(help: ArgumentHelp("Writes the request to this file.", valueName: "file"))
  var out: String?

  @Flag(help: "Makes another key and request in the place of those that wait.")
  var replace = false

  @OptionGroup var options: CertOptions

  func run() throws {
    try options.changing { files, _ in
      let pending: PendingRequest
      if !replace, let text = try files.request() {
        guard names.name.isEmpty, names.address.isEmpty, subject == nil, keyType == nil else {
          throw Failure(
            "A request waits for its certificate already (\(files.requestPath)). Print it with lantern cert csr, or "
              + "make another in its place with --replace: what was issued for this one cannot be installed then.")
        }
        do throws(CertificateProblem) {
          pending = try PendingRequest(pem: text)
        } catch {
          throw Failure("\(files.requestPath) is of no use: \(error) Make another with --replace.")
        }
        Console.complain("This is the request that was made before; --replace makes another.")
      } else {
        pending = try PendingRequest(
          for: names.and(HostNames.named()),
          subject: subject.map { text throws(CertificateProblem) in try Subject(parsing: text) },
          keyType ?? .ecdsa)
        try files.keepRequest(try pending.pem())
      }
      let text = try pending.requestPEM()
      if let out { try write(text + "\n", to: out) } else { Console.say(text) }
      Console.complain(
        "For \(pending.names.all.joined(separator: ", ")). Have it signed, and then: lantern cert install CERTIFICATE")
    }
  }

  private func write(_ text: String, to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    let bytes = Array(text.utf8)
    guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count, close(file) == 0 else {
      throw Failure("Cannot write \(path): \(String(cString: strerror(errno))).")
    }
  }
}
