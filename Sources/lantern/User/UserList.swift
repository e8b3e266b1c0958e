import ArgumentParser
import Engine

/// `lantern user list`: one line an account: name, roles, and what is special about it.
struct UserList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the accounts and their roles.")

  @OptionGroup var options: UserOptions

  func run() throws {
    try options.withAccounts { (accounts) throws(AccountError) in
      for account in try accounts.list() { Console.say(line(account)) }
    }
  }

  private func line(_ account: AccountSummary) -> String {
    var words: [String] = []
    if !account.isEnabled { words.append("disabled") }
    if !account.hasDigest { words.append("basic-only") }
    if account.certificateCount > 0 { words.append("certificates=\(account.certificateCount)") }
    let roles = account.roles.isEmpty ? "-" : account.roles.joined(separator: ",")
    return ([account.name, roles] + (words.isEmpty ? [] : [words.joined(separator: " ")])).joined(separator: "\t")
  }
}
