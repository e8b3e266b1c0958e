import Boards
import CIM
import Documents
import Glibc
import Model

/// The shipped simulated board with a reading for every sensor, seen through the shipped profiles.
enum SampleMachine {
  static let now = Instant(nanoseconds: 1_000_000_000_000)

  /// The directory that holds `profiles/`: above this file.
  static let root: String = {
    var directory = String(#filePath)
    while let slash = directory.lastIndex(of: "/") {
      directory = String(directory[..<slash])
      if access(directory + "/profiles/schema/cim.table", R_OK) == 0 { return directory }
    }
    fatalError("profiles/ is not above \(#filePath)")
  }()

  static let view = CIMView.load(dataDirectories: [root], compatibility: "amt", diagnostics: Diagnostics())

  static let store: ModelStore = {
    let board = Board.load("rack-server", dataDirectories: [root], diagnostics: Diagnostics())
    precondition(board.contents.count > 10, "the simulated board is not what it was")
    let store = ModelStore()
    store.publish(board.contents.map { ($0.withReading, now + .seconds(3600)) })
    return store
  }()
}

extension Content {
  fileprivate var withReading: Content {
    switch self {
    case .sensor(var sensor):
      sensor.quality = .good
      if sensor.isNumeric { sensor.reading = 42.5 } else { sensor.activeStates = [0] }
      return .sensor(sensor)
    case .system(var system):
      system.power.state = .on
      return .system(system)
    default:
      return self
    }
  }
}
