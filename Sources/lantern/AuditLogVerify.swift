import ArgumentParser
import Engine
import Glibc

/// `lantern audit-log verify`: exit status 0 for a trail that is intact, 1 for one that is not, 2 when it cannot be read.
struct AuditLogVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks that no record was changed, removed, put in or moved.",
    discussion: """
      Reads audit.jsonl and the older files beside it and says the first place that is wrong. The exit status is 0 when \
      all is as it was written, 1 when it is not, 2 when it cannot be read.
      """)

  @OptionGroup var options: AuditLogOptions

  func run() throws {
    let reader = try options.reader()
    do throws(StateFailure) {
      switch try reader.verify() {
      case .success(let summary): Console.say(summary.description)
      case .failure(let found):
        Console.say("Broken: \(found)")
        Glibc.exit(1)
      }
    } catch {
      throw Failure(error.description, status: 2)
    }
  }
}
