import ArgumentParser
import Engine
import Glibc
import Hashing
import Model

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

  @Option(help: "administrator, operator (may switch power) or readonly.", transform: parseRole)
  var role: Role

  @Option(help: ArgumentHelp("Reads the password from this file.", valueName: "file"))
  var passwordFile: String?

  @Flag(help: "Gives an account that exists this role and a new password.")
  var replace = false

  @OptionGroup var options: UserOptions

  func run() throws {
    do { try AccountName.check(name) } catch { throw Failure(error.description) }
    var password = try readPassword()
    defer { wipe(&password) }
    try options.withAccounts { (accounts) throws(AccountError) in
      if replace {
        try accounts.replace(name, role: role, password: password)
      } else {
        try accounts.add(name, role: role, password: password)
      }
    }
    Console.say(replace ? "Replaced account \(name) (\(role.rawValue))." : "Added account \(name) (\(role.rawValue)).")
  }

  private func readPassword() throws -> [UInt8] {
    guard let passwordFile else { return try Console.newPassword(for: name) }
    let file = passwordFile == "-" ? STDIN_FILENO : open(passwordFile, O_RDONLY | O_CLOEXEC)
    guard file >= 0, var text = Console.readAll(file, limit: 4096) else {
      throw Failure("Cannot read \(passwordFile): \(String(cString: strerror(errno))).")
    }
    defer { wipe(&text) }
    if file != STDIN_FILENO { close(file) }
    return PasswordText.password(in: text)
  }

  private static func parseRole(_ text: String) throws -> Role {
    guard let role = Role(rawValue: text) else {
      let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(text)' is not a role. The roles are: \(roles).")
    }
    return role
  }
}
