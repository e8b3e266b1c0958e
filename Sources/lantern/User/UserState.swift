import ArgumentParser
import Engine

/// `lantern user enable NAME`
struct UserEnable: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "enable", abstract: "Lets an account log in again.")

  @Argument(help: "The account's name.")
  var name: String

  @OptionGroup var options: UserOptions

  func run() throws {
    try options.withAccounts { (accounts) throws(AccountError) in try accounts.setEnabled(true, name) }
    Console.say("Account \(name) can log in.")
  }
}

/// `lantern user disable NAME`
struct UserDisable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Keeps an account from logging in, without losing its password and roles.")

  @Argument(help: "The account's name.")
  var name: String

  @OptionGroup var options: UserOptions

  func run() throws {
    try options.withAccounts { (accounts) throws(AccountError) in try accounts.setEnabled(false, name) }
    Console.say("Account \(name) cannot log in any more.")
  }
}
