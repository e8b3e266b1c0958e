import ArgumentParser
import Glibc
import Model

/// The operator's tool: one file a verb.
@main
struct Lantern: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lantern",
    abstract: "Looks after a Lantern management agent.",
    version: "\(Product.name) \(Product.version)",
    subcommands: [
      AuditLog.self, Cert.self, Discover.self, Explain.self, Import.self, Lint.self, Power.self, RoleCommand.self,
      Status.self, User.self,
    ])

  /// Exit status 0 when done, 1 when it failed, 2 when the command line is wrong; a verb may have others.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Console.complain("lantern: \(failure.message)")
      Glibc.exit(failure.status)
    } catch {
      let isHelp = exitCode(for: error) == .success
      if isHelp { Console.say(fullMessage(for: error)) } else { Console.complain(fullMessage(for: error)) }
      Glibc.exit(isHelp ? 0 : 2)
    }
  }
}

/// A verb that could not do its work. The message is a sentence that says what to do.
struct Failure: Error {
  var message: String
  /// What the program exits with.
  var status: Int32

  init(_ message: String, status: Int32 = 1) {
    self.message = message
    self.status = status
  }
}
