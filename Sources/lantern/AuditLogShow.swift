import ArgumentParser
import Engine

/// `lantern audit-log show`: the records, newest last.
struct AuditLogShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints the records, newest last.",
    discussion: "Does not check them; lantern audit-log verify does.")

  @Flag(help: "One JSON object a line, as it stands in the file.")
  var json = false

  @OptionGroup var options: AuditLogOptions

  func run() throws {
    let reader = try options.reader()
    if !json { Console.say(AuditTable.title) }
    do throws(StateFailure) {
      try reader.forEachLine { line in
        if !json {
          Console.say(AuditTable.row(line))
        } else if line.fields != nil {
          Console.say(String(decoding: line.bytes.dropLast(), as: UTF8.self))
        } else {
          Console.complain("lantern: \(line.place) is no record and was left out.")
        }
        return true
      }
    } catch {
      throw Failure(error.description, status: 2)
    }
  }
}
