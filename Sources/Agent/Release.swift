import Boards
import Documents
import Drivers
import Engine
import Model
import Settings

/// Leaves the hardware of a board as it must be while nobody looks after it: no button pressed, every fan at full speed.
/// The guardian does the same when the agent dies; this is for when the guardian died with it.
enum Release {
  /// Returns the exit code. Says what could not be done.
  static func run(_ options: Options, _ complain: (String) -> Void) -> Int32 {
    let system = SystemFiles(root: options.systemRoot)
    let directories = DataDirectories.search(given: options.dataDirectory)
    let diagnostics = Diagnostics()
    let name =
      options.board == Board.automatic
      ? Board.matching(system, dataDirectories: directories, diagnostics: diagnostics) : options.board
    guard let name else {
      for diagnostic in diagnostics.all { complain(diagnostic.description) }
      return 1
    }
    // Its mistakes are for the agent to tell; what it says of lines and fans counts all the same.
    let board = Board.load(name, dataDirectories: directories, diagnostics: Diagnostics())
    let problems = board.sources.flatMap { source -> [String] in
      switch source {
      case .lines(let plan): LineSource.release(plan, system: system, time: SystemClock())
      case .bus(let plan): BusSource.driveFully(plan, system: system, time: SystemClock())
      case .simulation, .bmc, .host: []
      }
    }
    for problem in problems { complain(problem) }
    return problems.isEmpty ? 0 : 1
  }
}
