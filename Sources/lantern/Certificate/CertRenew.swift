import ArgumentParser
import Certificates
import Engine
import Model

/// `lantern cert renew`
struct CertRenew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "renew",
    abstract: "Makes another key and a certificate that signs itself in the place of such a one.",
    discussion: """
      For the names and addresses of the one before, those this machine has now, and what --name and --address say. One \
      that an authority has issued is renewed by lantern cert csr and install.
      """)

  @OptionGroup var names: NameOptions

  @Option(
    help: ArgumentHelp("ecdsa, or rsa for old consoles; otherwise as before.", valueName: "type"),
    transform: parseKeyKind)
  var keyType: KeyKind?

  @Flag(help: "Leaves out names and addresses that this machine does not have any more.")
  var forgetNames = false

  @Option(help: ArgumentHelp("Does nothing while the certificate is valid for longer.", valueName: "days"))
  var ifExpiresWithin: Int64?

  @OptionGroup var options: CertOptions

  func run() throws {
    try options.changing { files, swap in
      let old = try files.usableIdentity(advice: "Make one: lantern cert ensure")
      guard old.isSelfSigned else {
        throw Failure(
          "An authority has issued this certificate. Make a request for another with lantern cert csr, have it signed, "
            + "and install it with lantern cert install. Nothing was changed.")
      }
      if let ifExpiresWithin, let reason = reasonToWait(old, days: ifExpiresWithin) { return Console.say(reason) }
      let now = names.and(HostNames.all())
      let identity = try ServerIdentity.selfSigned(
        for: forgetNames ? now : old.names.union(now), keyType ?? old.keyKind ?? .ecdsa)
      let outcome = try swap.replace(with: identity)
      identity.announce("Made a certificate", outcome)
    }
  }

  private func reasonToWait(_ identity: ServerIdentity, days: Int64) -> String? {
    switch identity.verdict(at: SystemClock().wallTime()) {
    case .clockIsWrong: "Nothing was changed: this machine's clock cannot be right, so nobody knows what has expired."
    case .notYet: "Nothing was changed: by this machine's clock the certificate is not even valid yet."
    case .valid(let left) where left > days: "Nothing was changed: the certificate is valid for \(left) days."
    case .valid, .expired: nil
    }
  }
}
