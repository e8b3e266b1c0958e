import ArgumentParser
import Engine

/// `lantern user remove NAME`
struct UserRemove: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "remove", abstract: "Removes an account.")

  @Argument(help: "The account's name.")
  var name: String

  @OptionGroup var options: UserOptions

  func run() throws {
    try options.withAccounts { (accounts) throws(AccountError) in try accounts.remove(name) }
    Console.say("Removed account \(name).")
  }
}
