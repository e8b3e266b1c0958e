import ArgumentParser
import Control

/// `lantern explain ID`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints what the running agent knows of an object, and from where.",
    discussion: """
      Where it is declared, what reads it, the bytes that came last and what was made of them, for how long that holds, and \
      how clients name it. The exit status is 0 when it is known, 1 when it is not, 4 when the agent cannot be reached.
      """)

  @Argument(help: "An id such as inlet-temp, or fan/fan1 where several kinds of object have it.")
  var id: String

  @Flag(help: "Prints JSON.")
  var json = false

  @OptionGroup var state: StateOption

  func validate() throws {
    // Its line must fit into a request.
    if id.isEmpty || id.utf8.count > 200 { throw ValidationError("An id has 1 to 200 bytes.") }
  }

  func run() throws {
    switch try reply() {
    case .explained(let found):
      Console.say(json ? Explanation.json(found) : found.map(\.text).joined(separator: "\n\n"))
    case .failed(let reason): throw Failure(reason)
    case .status: throw Failure(ControlError.nonsense.description, status: 4)
    }
  }

  private func reply() throws -> ControlReply {
    do throws(ControlError) {
      return try ControlClient.ask(.explain(id), stateDirectory: state.stateDir)
    } catch {
      throw Failure(error.description, status: 4)
    }
  }
}
