import ArgumentParser
import Engine

/// `lantern user`: the accounts that may log in to an agent.
struct User: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Looks after the accounts that may log in.",
    subcommands: [
      UserAdd.self, UserList.self, UserRoles.self, UserEnable.self, UserDisable.self, UserRemove.self,
      UserCertificate.self, UserInitialPassword.self,
    ])
}

/// The options every `lantern user` verb has.
struct UserOptions: ParsableArguments {
  @OptionGroup private var state: StateOption

  var stateDir: String { state.stateDir }

  /// Runs `body` with the accounts; a running agent sees changes within a second.
  func withAccounts(_ body: (AccountStore) throws(AccountError) -> Void) throws {
    do throws(AccountError) {
      try body(try AccountStore(directory: stateDir))
    } catch {
      throw Failure(error.description)
    }
  }
}
