import ArgumentParser
import Certificates
import Engine
import Hashing

/// `lantern user certificate`: client certificates that stand for an account's password.
struct UserCertificate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Lets clients log in with a certificate in place of a password.",
    subcommands: [UserCertificateAdd.self, UserCertificateRemove.self])
}

struct UserCertificateAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Takes a client's certificate for an account.")

  @Argument(help: "The account's name.")
  var name: String

  @Argument(help: "The client's certificate, PEM.")
  var file: String

  @OptionGroup var options: UserOptions

  func run() throws {
    let hash = try ClientCertificate.fingerprint(file: file)
    try options.withAccounts { (accounts) throws(AccountError) in try accounts.addCertificate(hash, to: name) }
    Console.say("The certificate with SHA-256 \(Hex.encode(hash)) logs in as \(name).")
  }
}

struct UserCertificateRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Takes a client's certificate away from an account.")

  @Argument(help: "The account's name.")
  var name: String

  @Argument(help: "The client's certificate, PEM, or its SHA-256 in hexadecimal digits.")
  var certificate: String

  @OptionGroup var options: UserOptions

  func run() throws {
    let digits = certificate.utf8.filter { $0 != UInt8(ascii: ":") }
    let given = Hex.decode(digits).flatMap { $0.count == SHA256.byteCount ? $0 : nil }
    let hash = try given ?? ClientCertificate.fingerprint(file: certificate)
    var wasThere = false
    try options.withAccounts { (accounts) throws(AccountError) in
      wasThere = try accounts.removeCertificate(hash, from: name)
    }
    guard wasThere else { throw Failure("\(name) has no certificate with SHA-256 \(Hex.encode(hash)).") }
    Console.say("The certificate with SHA-256 \(Hex.encode(hash)) does not log in any more.")
  }
}

extension ClientCertificate {
  fileprivate static func fingerprint(file path: String) throws -> [UInt8] {
    guard let fingerprint = fingerprint(pem: try Console.contents(of: path, limit: 1 << 16)) else {
      throw Failure(
        "\(path) holds no certificate in PEM form. To convert one: openssl x509 -inform der -in \(path) -out FILE")
    }
    return fingerprint
  }
}
