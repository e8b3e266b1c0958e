import Boards
import Drivers
import Model

/// Makes the ways to hardware that a board describes.
enum Sources {
  static func make(for board: Board, stateDirectory: String, time: any TimeSource) -> [any HardwareSource] {
    let worker = IPMIWorker(program: workerProgram, cacheDirectory: stateDirectory + "/ipmi", time: time)
    return board.sources.map { source in
      switch source {
      case .simulation(let plan): SimulatedBoard(plan, time: time)
      case .bmc(let settings): BMCSource(name: "bmc:\(settings.system)", settings: settings, worker: worker, time: time)
      }
    }
  }

  /// The program that speaks IPMI, installed beside this one.
  private static var workerProgram: String { (DataDirectories.programDirectory() ?? "") + "/lantern-ipmi" }
}
