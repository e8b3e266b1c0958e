import Documents
import Drivers
import Model

/// Reads one board file, section by section.
struct BoardLoader {
  /// The version of the format that board files state.
  private static let formats: ClosedRange<Int> = 1...1

  private var board: MappingReader
  private let records: RecordReader
  private let diagnostics: Diagnostics

  /// Nil, and an error, when the document is not a mapping.
  init?(_ root: Node, directory: String, _ diagnostics: Diagnostics) {
    guard let reader = MappingReader(root, "a board file", diagnostics) else { return nil }
    board = reader
    records = RecordReader(names: DeclaredNames(root), diagnostics: diagnostics, directory: directory)
    self.diagnostics = diagnostics
  }

  mutating func load(fallbackName: String) -> Board {
    _ = board.required("format", .integer(in: BoardLoader.formats))
    let name = board.requiredString("board") ?? fallbackName
    let lines = LineSection(&board, records)
    let power = PowerSection(lines: lines, hasBMC: board.has("bmc"))
    let (systems, plans) = systemRecords(power, fallbackName: name)
    let sensors = records.records("sensors", "a sensor", kind: .sensor, in: &board) { [records] reader, id in
      SensorRecord(&reader, id: id, records)
    }
    let devices = devices()
    let sources = sources(lines, sensors)
    board.finish()
    let contents = systems.map(Content.system) + sensors.map { Content.sensor($0.sensor) } + devices
    return Board(
      name: name, contents: contents.withoutDanglingReferences(),
      policies: Dictionary(uniqueKeysWithValues: sensors.map { ($0.sensor.id, $0.policy) }), plans: plans,
      sources: sources)
  }

  /// The systems with their power plans. A mistake in a power section takes the verbs away, not the system.
  private mutating func systemRecords(_ power: PowerSection, fallbackName: String) -> ([System], [String: PowerPlan]) {
    var sections: [String: Node] = [:]
    var systems = records.records("systems", "a system", kind: .system, in: &board) { [records] reader, id in
      sections[id] = reader.node("power")
      return System(&reader, id: id, records)
    }
    if systems.isEmpty { systems = [System(id: System.onlyID, name: fallbackName)] }
    if let node = board.node("power") {
      if systems.count == 1, sections.isEmpty {
        sections[systems[0].id] = node
      } else {
        diagnostics.error("each of 'systems' has a 'power' of its own here; put this one into its system.", at: node)
      }
    }
    var plans: [String: PowerPlan] = [:]
    for place in systems.indices {
      guard let section = sections[systems[place].id] else { continue }
      let plan = power.plan(section, diagnostics)
      systems[place].power.supported = plan.verbs
      plans[systems[place].id] = plan
    }
    return (systems, plans)
  }

  private mutating func devices() -> [Content] {
    let records = records
    let fans = records.records("fans", "a fan", kind: .fan, in: &board) { Fan(&$0, id: $1, records) }
    let supplies = records.records("supplies", "a supply", kind: .supply, in: &board) { Supply(&$0, id: $1, records) }
    let parts = records.records("parts", "a part", kind: .part, in: &board) { Part(&$0, id: $1, records) }
    let firmware = records.records("firmware", "a firmware image", kind: .firmware, in: &board) {
      Firmware(&$0, id: $1, records)
    }
    return fans.map(Content.fan) + supplies.map(Content.supply) + parts.map(Content.part)
      + firmware.map(Content.firmware)
  }

  private mutating func sources(_ lines: LineSection, _ sensors: [SensorRecord]) -> [SourceDescription] {
    let records = records
    let bmc = board.node("bmc")
    let simulation = board.node("simulation")
    let stated = board.node("sensors")
    readExtent(hasBMC: bmc != nil)
    if let bmc {
      if let simulation { diagnostics.error("a board is simulated or read from a BMC, not both.", at: simulation) }
      if let stated { diagnostics.error("the sensors of a BMC come by themselves; leave this out.", at: stated) }
      return records.record(bmc, "a BMC") { BMCSettings(&$0, records) }.map { [.bmc($0)] } ?? []
    }
    if let simulation {
      let section = SimulationSection(records: records, lines: lines, sensors: sensors)
      return section.plan(simulation).map { [.simulation($0)] } ?? []
    }
    if let stated {
      diagnostics.error("nothing reads these sensors; this board has no 'simulation' section.", at: stated)
    }
    return []
  }

  /// `from-bmc: all`, which stands beside `bmc` and says what is taken from it.
  private mutating func readExtent(hasBMC: Bool) {
    enum Extent: String, CaseIterable { case all }
    if hasBMC {
      _ = board.required("from-bmc", ValueType<Extent>.choice)
    } else if let stray = board.node("from-bmc") {
      diagnostics.error("'from-bmc' needs a 'bmc' section that says where it is.", at: stray)
    }
  }
}
