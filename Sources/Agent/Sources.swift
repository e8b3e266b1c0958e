import Boards
import Drivers
import Model
import Settings

/// Makes the ways to hardware that a board describes.
enum Sources {
  static func make(
    for board: Board, system: SystemFiles = SystemFiles(), stateDirectory: String, time: any TimeSource
  ) -> [any HardwareSource] {
    let worker = IPMIWorker(program: workerProgram, cacheDirectory: stateDirectory + "/ipmi", time: time)
    return board.sources.compactMap { source -> (any HardwareSource)? in
      switch source {
      case .simulation(let plan): SimulatedBoard(plan, time: time)
      case .bmc(let settings): BMCSource(name: name(of: settings), settings: settings, worker: worker, time: time)
      case .bus(let plan): BusSource(plan, system: system, guardian: nil, time: time)
      case .host(let plan): HostSource(plan, system: system)
      case .lines: nil
      }
    }
  }

  /// The source that operates each system's power, where the board says so.
  static func ofPower(in board: Board) -> [String: String] {
    var sources = board.powerSources
    for case .bmc(let settings) in board.sources { sources[settings.system] = name(of: settings) }
    return sources
  }

  private static func name(of settings: BMCSettings) -> String { "bmc:\(settings.system)" }

  /// The program that speaks IPMI, installed beside this one.
  private static var workerProgram: String { (DataDirectories.programDirectory() ?? "") + "/lantern-ipmi" }
}
