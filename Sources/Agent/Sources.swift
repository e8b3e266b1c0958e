import Boards
import Drivers
import Model
import Settings

/// Makes the ways to hardware that a board describes.
enum Sources {
  static func make(
    for board: Board, system: SystemFiles = SystemFiles(), guardian: (any Guardian)? = nil, stateDirectory: String,
    time: any TimeSource
  ) -> [any HardwareSource] {
    let worker = IPMIWorker(program: workerProgram, cacheDirectory: stateDirectory + "/ipmi", time: time)
    return board.sources.map { source -> any HardwareSource in
      switch source {
      case .simulation(let plan): SimulatedBoard(plan, time: time)
      case .bmc(let settings): BMCSource(name: name(of: settings), settings: settings, worker: worker, time: time)
      case .bus(let plan): BusSource(plan, system: system, guardian: guardian, time: time)
      case .host(let plan): HostSource(plan, system: system)
      case .lines(let plan): LineSource(plan, system: system, guardian: guardian, time: time)
      }
    }
  }

  /// The source that operates each system's power, where the board says so.
  static func ofPower(in board: Board) -> [String: String] {
    var sources = board.powerSources
    for case .bmc(let settings) in board.sources { sources[settings.system] = name(of: settings) }
    return sources
  }

  /// Whether there is anything on the board that must not stay as it is when the agent is gone.
  static func needGuardian(_ board: Board) -> Bool {
    board.sources.contains { source in
      switch source {
      case .lines(let plan): plan.lines.contains(where: \.isOutput)
      case .bus(let plan): !plan.fans.isEmpty || plan.lines.contains(where: \.isOutput)
      case .simulation, .bmc, .host: false
      }
    }
  }

  private static func name(of settings: BMCSettings) -> String { "bmc:\(settings.system)" }

  /// The program that speaks IPMI, installed beside this one.
  private static var workerProgram: String { (DataDirectories.programDirectory() ?? "") + "/lantern-ipmi" }
}
