import ArgumentParser
import Engine

/// `lantern audit-log`: who gave which command, and whether the record of it is what was written.
struct AuditLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit-log",
    abstract: "Shows and checks the record of commands.",
    subcommands: [AuditLogShow.self, AuditLogVerify.self])
}

/// The options every `lantern audit-log` verb has.
struct AuditLogOptions: ParsableArguments {
  @OptionGroup private var state: StateOption

  var stateDir: String { state.stateDir }

  func reader() throws -> AuditReader {
    do throws(StateFailure) {
      return try AuditReader(directory: stateDir)
    } catch {
      throw Failure(error.description, status: 2)
    }
  }
}
