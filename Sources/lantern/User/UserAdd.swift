import ArgumentParser
import Engine
import Glibc
import Hashing

/// `lantern user add NAME --role ROLE`
struct UserAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Adds an account.",
    discussion: """
      The password is the first line of --password-file (- is standard input). Without it you are asked for the \
      password on the terminal. It has 8 characters or more. A running agent knows the account within a second.
      """)

  @Argument(help: "1 to 64 printable ASCII characters without : \" \\")
  var name: String

  @Option(
    help: ArgumentHelp(
      "administrator, operator (may switch power), readonly, or one of your own; repeat it for more.",
      valueName: "role"))
  var role: [String]

  @Option(help: ArgumentHelp("Reads the password from this file.", valueName: "file"))
  var passwordFile: String?

  @Flag(
    help: """
      Keeps nothing that HTTP Digest could use: the account works with Basic over TLS only, and what is stored is of no \
      use to whoever finds it.
      """)
  var noDigest = false

  @Flag(help: "Gives an account that exists these roles and a new password.")
  var replace = false

  @OptionGroup var options: UserOptions

  func run() throws {
    do { try AccountName.check(name) } catch { throw Failure(error.description) }
    // Before anybody types a password for nothing.
    try options.withAccounts { (accounts) throws(AccountError) in try accounts.check(roles: role) }
    var password = try readPassword()
    defer { wipe(&password) }
    try options.withAccounts { (accounts) throws(AccountError) in
      if replace {
        try accounts.replace(name, roles: role, password: password, digest: !noDigest)
      } else {
        try accounts.add(name, roles: role, password: password, digest: !noDigest)
      }
    }
    Console.say("\(replace ? "Replaced" : "Added") account \(name) (\(role.joined(separator: ", "))).")
  }

  private func readPassword() throws -> [UInt8] {
    guard let passwordFile else { return try Console.newPassword(for: name) }
    var text = try Console.contents(of: passwordFile, limit: 4096)
    defer { wipe(&text) }
    return PasswordText.password(in: text)
  }
}
