import Boards
import Documents
import Drivers
import Model
import TestSupport

/// A board loaded from text, with what was said about it; paths in messages are relative to the board's directory.
struct BoardFixture {
  let board: Board
  let messages: [String]

  /// The text stands after `format: 1` and `board: test`, so its first line is line 3.
  /// `files` stand beside the board file, by name.
  init(_ text: String, scenario: String? = nil, files: [String: String] = [:]) {
    self.init(file: "format: 1\nboard: test\n" + text, scenario: scenario, files: files)
  }

  /// As `init`, on a simulated board with a button, power-good and an empty scenario; the text begins with line 9.
  static func simulated(_ text: String, scenario: String = "[]") -> BoardFixture {
    BoardFixture(
      """
      lines:
        button: { simulated: output }
        good: { simulated: input }
      simulation:
        scenario: test.scenario.yaml
        chassis: [ { power-button: button, power-good: good } ]

      """ + text, scenario: scenario)
  }

  /// As `init`, where the chips that come with Lantern can be named; the text begins with line 3.
  static func hardware(_ text: String, simulation: SimulationRequest? = nil) -> BoardFixture {
    BoardFixture(
      file: "format: 1\nboard: test\n" + text, dataDirectories: [Repository.root], simulation: simulation)
  }

  init(
    file: String, scenario: String? = nil, files: [String: String] = [:], dataDirectories: [String] = [],
    simulation: SimulationRequest? = nil
  ) {
    let directory = TemporaryDirectory()
    for (name, text) in files { directory.write(text, to: name) }
    directory.write(file, to: "test.yaml")
    if let scenario { directory.write(scenario, to: "test.scenario.yaml") }
    let diagnostics = Diagnostics()
    board = Board.load(
      directory.path(of: "test.yaml"), dataDirectories: dataDirectories, simulation: simulation,
      diagnostics: diagnostics)
    let prefix = directory.path(of: "")
    messages = diagnostics.all.map { diagnostic in
      String(diagnostic.description.dropFirst(prefix.count).split(separator: prefix).joined())
    }
  }

  var ids: [String] { board.contents.map(\.id.description) }

  func sensor(_ id: String) -> Sensor? {
    for case .sensor(let sensor) in board.contents where sensor.id == id { return sensor }
    return nil
  }

  func part(_ id: String) -> Part? {
    for case .part(let part) in board.contents where part.id == id { return part }
    return nil
  }

  var plan: PowerPlan? { board.plans[System.onlyID] }

  var simulation: SimulationPlan? {
    if case .simulation(let plan)? = board.sources.first { plan } else { nil }
  }

  /// The workers of its buses, in the order of their first chips.
  var buses: [BusPlan] { board.sources.compactMap { if case .bus(let plan) = $0 { plan } else { nil } } }

  var gpio: LinePlan? { board.sources.lazy.compactMap { if case .lines(let plan) = $0 { plan } else { nil } }.first }

  var host: HostPlan? { board.sources.lazy.compactMap { if case .host(let plan) = $0 { plan } else { nil } }.first }

  var bmc: BMCSettings? { bmcs.first }

  var bmcs: [BMCSettings] {
    board.sources.compactMap { if case .bmc(let settings) = $0 { settings } else { nil } }
  }

  var systems: [System] { board.contents.compactMap { if case .system(let system) = $0 { system } else { nil } } }
}

extension BMCSettings {
  var lan: LAN? {
    if case .lan(let lan) = access { lan } else { nil }
  }
}

/// Splits without Foundation: `text` cut at every occurrence of `separator`.
extension Substring {
  fileprivate func split(separator: String) -> [Substring] {
    var pieces: [Substring] = []
    var rest = self
    while let range = rest.firstRange(of: separator) {
      pieces.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return pieces + [rest]
  }
}
