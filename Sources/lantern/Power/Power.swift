import ArgumentParser
import Boards
import Documents
import Model

/// `lantern power VERB --dry-run`: what a power command would do, without an agent and without touching anything.
struct Power: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints what a power command would do to which line, and when.",
    discussion: """
      Commands themselves are given by any WS-Management client, with an account that may: this shows their plan, as the \
      board file has it or as it follows from others of its verbs.
      """)

  @Argument(
    help: "on, off, off-graceful, cycle, reset, nmi, cycle-graceful, reset-graceful, off-standby or cycle-standby.")
  var verb: String

  @Flag(help: "Only print the plan; nothing else is done by this tool.")
  var dryRun = false

  @Option(help: "The board: a file, or the name of one under board-configs/.")
  var board: String

  @Option(help: ArgumentHelp("Which of several systems.", valueName: "id"))
  var system: String?

  @OptionGroup var data: DataOptions

  func run() throws {
    guard let verb = PowerVerb(rawValue: verb) else {
      let verbs = PowerVerb.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure("There is no power command '\(verb)'. Choose from: \(verbs).", status: 2)
    }
    guard dryRun else {
      throw Failure(
        "Power is switched by WS-Management clients, who log in; add --dry-run to see what '\(verb.rawValue)' would do.",
        status: 2)
    }
    let diagnostics = Diagnostics()
    let board = Board.load(board, dataDirectories: data.directories, diagnostics: diagnostics)
    for diagnostic in diagnostics.all { Console.complain(diagnostic.description) }
    for id in try systems(of: board) { try show(verb, of: id, on: board) }
    if diagnostics.hasErrors { throw Failure("The board has mistakes: lantern lint board \(self.board)") }
  }

  private func systems(of board: Board) throws -> [String] {
    let all = board.contents.compactMap { if case .system(let system) = $0 { system.id } else { nil } }
    guard let system else { return all }
    guard all.contains(system) else {
      throw Failure("This board has no system '\(system)'. Choose from: \(all.joined(separator: ", ")).")
    }
    return [system]
  }

  private func show(_ verb: PowerVerb, of system: String, on board: Board) throws {
    guard let plan = board.plans[system], let steps = plan.steps[verb] else {
      let verbs = board.plans[system]?.verbs.map(\.rawValue) ?? []
      let rest = verbs.isEmpty ? "none of its verbs" : verbs.joined(separator: ", ")
      throw Failure("\(system) has no '\(verb.rawValue)' on this board; it has \(rest).")
    }
    Console.say("\(verb.rawValue) of \(system), board \(board.name)")
    if verb == .on, plan.minimumOff > .zero {
      Console.say("  not before it was off for \(PowerSchedule.seconds(plan.minimumOff))")
    }
    for row in PowerSchedule(steps, plan, board).rows { Console.say("  \(row)") }
  }
}
