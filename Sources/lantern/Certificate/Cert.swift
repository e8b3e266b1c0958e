import ArgumentParser
import Certificates
import Control
import Engine
import Glibc

/// `lantern cert`: what the agent shows at https addresses.
struct Cert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Looks after the certificate for https.",
    subcommands: [CertEnsure.self, CertShow.self, CertCSR.self, CertInstall.self, CertRenew.self])
}

/// The options every `lantern cert` verb has.
struct CertOptions: ParsableArguments {
  @OptionGroup private var state: StateOption

  var stateDir: String { state.stateDir }

  /// Runs `body` while no other `lantern cert` changes the files. What it throws becomes a `Failure`.
  func changing(_ body: (CertificateFiles, IdentitySwap) throws -> Void) throws {
    try Self.failing {
      let files = try CertificateFiles(creatingIn: stateDir)
      try files.withLock(failed: { $0 as any Error }) { () throws(any Error) in
        try body(files, IdentitySwap(files: files, ask: ask))
      }
    }
  }

  func reading(_ body: (CertificateFiles) throws -> Void) throws {
    try Self.failing { try body(CertificateFiles(existingIn: stateDir)) }
  }

  func ask(_ request: ControlRequest) throws(ControlError) -> ControlReply {
    try ControlClient.ask(request, stateDirectory: stateDir)
  }

  private static func failing(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("\(error)")
    }
  }

  /// A file's bytes, or those of standard input for `-`.
  static func read(_ path: String) throws -> Installation.Text {
    return Installation.Text(
      file: path == "-" ? "standard input" : path, bytes: try Console.contents(of: path, limit: 1 << 15))
  }
}

/// The options of the verbs that make certificates or requests.
struct NameOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A host name that clients use. Repeat it for more.", valueName: "host"))
  var name: [String] = []

  @Option(help: ArgumentHelp("An IP address that clients use. Repeat it for more.", valueName: "ip"))
  var address: [String] = []

  func validate() throws {
    for text in name + address {
      var names = SubjectNames()
      guard names.add(text) else { throw ValidationError("'\(text)' is neither a host name nor an IP address.") }
    }
  }

  /// Those given, and then `others`.
  func and(_ others: SubjectNames) -> SubjectNames {
    var names = SubjectNames()
    for text in name + address { names.add(text) }
    return names.union(others)
  }
}

/// A kind of key as it is written on the command line.
func parseKeyKind(_ text: String) throws -> KeyKind {
  guard let kind = KeyKind(rawValue: text) else {
    let kinds = KeyKind.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("'\(text)' is not a type of key. The types are: \(kinds).")
  }
  return kind
}

extension ServerIdentity {
  /// Says what became of a new certificate; `deed` is what was done: "Made a certificate".
  func announce(_ deed: String, _ outcome: IdentitySwap.Outcome) {
    Console.say("\(deed) for \(names.all.joined(separator: ", ")).")
    Console.say("SHA-256 fingerprint: \(fingerprint)")
    switch outcome {
    case .shown: Console.say("The agent shows it to new connections; those that were there go on.")
    case .stored: Console.say("No agent with an https address is running; the next one will show it.")
    }
  }
}

extension CertificateFiles {
  /// The identity in use; `advice` is what to do where there is none.
  func usableIdentity(advice: @autoclosure () -> String) throws -> ServerIdentity {
    guard let text = try identity() else { throw Failure("There is no certificate in \(identityPath). \(advice())") }
    do throws(CertificateProblem) {
      return try ServerIdentity(pem: text)
    } catch {
      throw Failure("\(identityPath) is of no use: \(error) Make another: lantern cert ensure")
    }
  }
}
