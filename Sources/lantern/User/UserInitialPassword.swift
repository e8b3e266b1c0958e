import ArgumentParser
import Engine
import Hashing

/// `lantern user initial-password`
struct UserInitialPassword: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "initial-password",
    abstract: "Shows, once, the password that the agent made at its first start.",
    discussion: """
      An agent that has never had an account makes one, \(InitialPassword.account), with a password that it makes up. \
      This prints the password and forgets it. It is forgotten too when the account gets another.
      """)

  @OptionGroup var options: UserOptions

  func run() throws {
    do throws(StateFailure) {
      guard var password = try InitialPassword.take(stateDirectory: options.stateDir) else {
        throw StateFailure(
          action: "show", path: "the first password",
          reason: "it was shown before, replaced, or never made; for a new one use lantern user add --replace")
      }
      defer { wipe(&password) }
      Console.say(String(decoding: password, as: UTF8.self))
    } catch {
      throw Failure(error.description)
    }
  }
}
