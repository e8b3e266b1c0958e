import ArgumentParser
import Engine
import Model

/// `lantern user list`: one line an account, name and role.
struct UserList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the accounts and their roles.")

  @OptionGroup var options: UserOptions

  func run() throws {
    try options.withAccounts { (accounts) throws(AccountError) in
      for account in try accounts.list() { Console.say("\(account.name)\t\(account.role.rawValue)") }
    }
  }
}
