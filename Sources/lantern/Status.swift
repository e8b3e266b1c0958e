import ArgumentParser
import Control

/// `lantern status`
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints what the running agent says of itself.",
    discussion: "The exit status is 0 when it answers, 4 when it cannot be reached.")

  @Flag(help: "Prints JSON.")
  var json = false

  @OptionGroup var state: StateOption

  func run() throws {
    do throws(ControlError) {
      switch try ControlClient.ask(.status, stateDirectory: state.stateDir) {
      case .status(let status): Console.say(json ? status.json : status.text)
      case .failed(let reason): throw ControlError.system(reason)
      case .explained: throw ControlError.nonsense
      }
    } catch {
      throw Failure(error.description, status: 4)
    }
  }
}
