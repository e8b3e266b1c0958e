import ArgumentParser
import Engine

/// `lantern user roles NAME ROLE...`
struct UserRoles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "Gives an account these roles in place of those it has.")

  @Argument(help: "The account's name.")
  var name: String

  @Argument(help: "See: lantern role list")
  var roles: [String]

  @OptionGroup var options: UserOptions

  func run() throws {
    try options.withAccounts { (accounts) throws(AccountError) in try accounts.setRoles(roles, of: name) }
    Console.say("Account \(name) is now \(roles.joined(separator: ", ")).")
  }
}
