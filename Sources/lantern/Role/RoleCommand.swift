import ArgumentParser
import Engine
import Model

/// `lantern role`: what accounts may do, by name.
struct RoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role",
    abstract: "Looks after the roles that accounts can have.",
    subcommands: [RoleAdd.self, RoleList.self, RoleRemove.self])
}

struct RoleList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the roles and what they allow.")

  @OptionGroup var options: UserOptions

  func run() throws {
    try options.withAccounts { (accounts) throws(AccountError) in
      for role in try accounts.roles() {
        let allowed = role.permissions.list.map(\.rawValue).joined(separator: ",")
        Console.say("\(role.id)\t\(allowed)" + (role.isStatic ? "\tbuilt in" : ""))
      }
    }
  }
}

struct RoleAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Makes a role.",
    discussion: "What a role allows: \(Permission.allCases.map(\.rawValue).joined(separator: ", ")). All allow read.")

  @Argument(help: "1 to 32 letters, digits, - _ or . characters.")
  var name: String

  @Option(help: ArgumentHelp("What it allows; repeat it for more.", valueName: "permission"), transform: parse)
  var allow: [Permission]

  @OptionGroup var options: UserOptions

  func run() throws {
    let permissions = Permissions([.read] + allow)
    try options.withAccounts { (accounts) throws(AccountError) in
      try accounts.addRole(name, permissions: permissions)
    }
    Console.say("Added role \(name) (\(permissions.list.map(\.rawValue).joined(separator: ", "))).")
  }

  private static func parse(_ text: String) throws -> Permission {
    guard let permission = Permission(rawValue: text) else {
      let all = Permission.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(text)' is nothing that can be allowed. There are: \(all).")
    }
    return permission
  }
}

struct RoleRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Takes a role away that no account has.")

  @Argument(help: "The role's name.")
  var name: String

  @OptionGroup var options: UserOptions

  func run() throws {
    try options.withAccounts { (accounts) throws(AccountError) in try accounts.removeRole(name) }
    Console.say("Removed role \(name).")
  }
}
