import Documents
import Drivers
import Model

/// Reads one board file, section by section.
struct BoardLoader {
  /// The version of the format that board files state.
  private static let formats: ClosedRange<Int> = 1...1

  private var board: MappingReader
  private let records: RecordReader
  private let access: BMCAccessReader
  /// Systems that groups of BMCs make.
  private let hosts: [BMCHost]
  /// Ids of the systems that have a BMC of their own.
  private let systemsWithBMC: Set<String>
  private let library: ChipLibrary
  private let simulation: SimulationRequest?
  private let diagnostics: Diagnostics

  /// Nil, and an error, when the document is not a mapping.
  init?(_ root: Node, library: ChipLibrary, simulation: SimulationRequest?, _ diagnostics: Diagnostics) {
    guard var reader = MappingReader(root, "a board file", diagnostics) else { return nil }
    // Hosts are systems, so they come before everything that may name one.
    let stated = RecordReader(names: DeclaredNames(root), diagnostics: diagnostics)
    let credentials = CredentialSection(&reader, stated)
    let single = root.member("bmc").map { [$0] } ?? []
    let bmcs = single + root.items(of: "bmcs")
    var groups = BMCGroupReader(
      BMCAccessReader(records: stated, credentials: credentials),
      systems: Set(root.items(of: "systems").compactMap { $0.member("id")?.text }), bmcs: bmcs.count)
    groups.read(&reader)
    hosts = groups.hosts
    let names = DeclaredNames(root, hosts: hosts.map(\.system.id))
    records = RecordReader(names: names, diagnostics: diagnostics)
    access = BMCAccessReader(records: records, credentials: credentials)
    let only = names.ids(of: [.system]).first
    systemsWithBMC = Set(bmcs.compactMap { $0.member("system")?.text ?? only })
    board = reader
    self.library = library
    self.simulation = simulation
    self.diagnostics = diagnostics
  }

  mutating func load(fallbackName: String) -> Board {
    _ = board.required("format", .integer(in: BoardLoader.formats))
    // What it extends is in the tree already.
    _ = board.node("extends")
    if let match = board.node("match") { _ = BoardMatch(match, diagnostics) }
    let name = board.requiredString("board") ?? fallbackName
    let lines = LineSection(&board, records)
    let feed = board.stagger().flatMap { $0 > .zero ? PowerOnFeed(name: "", spacing: $0) : nil }
    let (systems, plans) = systemRecords(lines, feed, fallbackName: name)
    let chips = ChipSection(&board, BusSection(&board, records), library, records)
    let sensors = records.records("sensors", "a sensor", kind: .sensor, in: &board) { [records] reader, id in
      SensorRecord(&reader, id: id, records, lines, chips)
    }
    let fans = FanSection(&board, records, chips, sensors: sensors)
    let supplies = records.records("supplies", "a supply", kind: .supply, in: &board) { [records] in
      Supply(&$0, id: $1, records)
    }
    let parts = records.records("parts", "a part", kind: .part, in: &board) { [records] in
      PartRecord(&$0, id: $1, records, chips)
    }
    let firmware = records.records("firmware", "a firmware image", kind: .firmware, in: &board) { [records] in
      FirmwareRecord(&$0, id: $1, records, chips)
    }
    let sets = records.records("redundancy", "a redundancy set", kind: .redundancy, in: &board) { [records] in
      RedundancySet(&$0, id: $1, records)
    }
    let interval = board.scanInterval("interval") ?? .seconds(1)
    let hardware = HardwareSources(
      lines: lines, chips: chips, sensors: sensors, fans: fans.records, parts: parts, firmware: firmware, plans: plans,
      interval: interval, tables: hostTables(systems))
    let contents =
      systems.map(Content.system) + sensors.map { .sensor($0.sensor) } + fans.records.map { .fan($0.fan) }
      + supplies.map(Content.supply) + parts.map { .part($0.part) } + firmware.map { .firmware($0.firmware) }
      + sets.map(Content.redundancy)
    var loaded = Board(name: name, contents: contents.withoutDanglingReferences())
    loaded.policies = Dictionary(uniqueKeysWithValues: sensors.map { ($0.sensor.id, $0.policy) })
    loaded.plans = plans
    loaded.fans = fans.plans
    loaded.zones = fans.zones
    loaded.origins = records.origins.all
    loaded.sources = sources(lines, sensors, fans, hardware)
    if case .simulation? = loaded.sources.first {
    } else {
      loaded.powerSources = hardware.powerSources
      loaded.lineSources = hardware.lineSources
      loaded.lineSensors = hardware.lineSensors
      loaded.fanSources = hardware.fanSources
    }
    board.finish()
    return loaded
  }

  /// The systems with their power plans. A mistake in a power section takes the verbs away, not the system.
  private mutating func systemRecords(
    _ lines: LineSection, _ feed: PowerOnFeed?, fallbackName: String
  ) -> ([System], [String: PowerPlan]) {
    var sections: [String: Node] = [:]
    var systems = records.records("systems", "a system", kind: .system, in: &board) { [records] reader, id in
      sections[id] = reader.node("power")
      return System(&reader, id: id, records)
    }
    if systems.isEmpty, hosts.isEmpty { systems = [System(id: System.onlyID, name: fallbackName)] }
    if let node = board.node("power") {
      if systems.count == 1, sections.isEmpty, hosts.isEmpty {
        sections[systems[0].id] = node
      } else if hosts.isEmpty {
        diagnostics.error("each of 'systems' has a 'power' of its own here; put this one into its system.", at: node)
      } else {
        diagnostics.error("each BMC group has a 'power' of its own; put this one into its group.", at: node)
      }
    }
    var plans: [String: PowerPlan] = [:]
    for system in systems {
      guard let section = sections[system.id] else { continue }
      let power = PowerSection(lines: lines, hasBMC: systemsWithBMC.contains(system.id))
      plans[system.id] = power.plan(section, diagnostics).drawing(from: feed)
    }
    plans.merge(hostPlans(lines, feed)) { stated, _ in stated }
    systems += hosts.map(\.system)
    for place in systems.indices { systems[place].power.supported = plans[systems[place].id]?.verbs ?? [] }
    return (systems, plans)
  }

  /// A section that many hosts share is read once.
  private func hostPlans(_ lines: LineSection, _ feed: PowerOnFeed?) -> [String: PowerPlan] {
    let power = PowerSection(lines: lines, hasBMC: true)
    var read: [String: PowerPlan] = [:]
    var plans: [String: PowerPlan] = [:]
    for host in hosts {
      guard let section = host.power else { continue }
      let place = "\(section.position.line):\(section.position.column)"
      let plan = read[place] ?? power.plan(section, diagnostics)
      read[place] = plan
      plans[host.system.id] = plan.drawing(from: host.feed ?? feed)
    }
    return plans
  }

  /// The system that the tables of the machine's own firmware are of, where they are to be read.
  private mutating func hostTables(_ systems: [System]) -> String? {
    enum Tables: String, CaseIterable { case smbios }
    guard let node = board.node("from-host"), board.required("from-host", ValueType<Tables>.choice) != nil else {
      return nil
    }
    if systems.count > 1 {
      diagnostics.error("the agent runs on one machine; this board has several systems.", at: node)
    }
    return systems.first?.id
  }

  private mutating func sources(
    _ lines: LineSection, _ sensors: [SensorRecord], _ fans: FanSection, _ hardware: HardwareSources
  ) -> [SourceDescription] {
    let stated = board.node("sensors")
    let section = board.node("simulation")
    let hasBMC = ["bmc", "bmcs", "bmc-groups"].contains { board.node($0) != nil }
    readExtent(hasBMC: hasBMC)
    if hasBMC {
      if let section { diagnostics.error("a board is simulated or read from a BMC, not both.", at: section) }
      if let stated { diagnostics.error("the sensors of a BMC come by themselves; leave this out.", at: stated) }
      let bmcs = (bmcs() + hosts.map(\.bmc)).map { SourceDescription.bmc($0) }
      if simulation == nil { return bmcs }
    } else if let section {
      let reader = SimulationSection(
        records: records, lines: lines, sensors: sensors, fans: fans, request: simulation)
      return reader.plan(section).map { [.simulation($0)] } ?? []
    }
    let form = SimulatedForm(
      records: records, lines: lines, sensors: sensors, fans: fans, hardware: hardware,
      hasBMC: hasBMC)
    if let simulation { return [.simulation(form.plan(simulation))] }
    reportUnread(sensors)
    return hardware.descriptions
  }

  /// Sensors that stand in a file and that nothing reads.
  private func reportUnread(_ sensors: [SensorRecord]) {
    for sensor in sensors where sensor.origin == nil {
      guard let origin = records.origins.all[ObjectID(.sensor, sensor.sensor.id)] else { continue }
      diagnostics.error(
        "nothing reads '\(sensor.sensor.id)'; it needs 'read' or 'line', or the board a 'simulation'.",
        file: origin.file, position: SourcePosition(line: origin.line, column: origin.column))
    }
  }

  /// `bmc`, and `bmcs`; of two for one system the first.
  private mutating func bmcs() -> [BMCSettings] {
    let single = board.node("bmc")
    var found = single.flatMap { node in records.record(node, "a BMC") { BMCSettings(&$0, access) } }.map { [$0] } ?? []
    var systems = Set(found.map(\.system))
    for node in board.each("bmcs") {
      guard let bmc = records.record(node, "a BMC", { BMCSettings(&$0, access) }) else { continue }
      if !systems.insert(bmc.system).inserted || hosts.contains(where: { $0.system.id == bmc.system }) {
        diagnostics.error("the system '\(bmc.system)' has a BMC already; leave one of them out.", at: node)
      } else {
        found.append(bmc)
      }
    }
    if found.count > BMCGroupReader.maximumBMCs {
      diagnostics.error(
        "a board file has at most \(BMCGroupReader.maximumBMCs) BMCs; watch the others by another agent.",
        at: board.node)
      found.removeLast(found.count - BMCGroupReader.maximumBMCs)
    }
    return found
  }

  /// `from-bmc: all`, which stands beside `bmc`, `bmcs` and `bmc-groups` and says what is taken from them.
  private mutating func readExtent(hasBMC: Bool) {
    enum Extent: String, CaseIterable { case all }
    if hasBMC {
      _ = board.required("from-bmc", ValueType<Extent>.choice)
    } else if let stray = board.node("from-bmc") {
      diagnostics.error("'from-bmc' needs a 'bmc' section that says where it is.", at: stray)
    }
  }
}

extension PowerPlan {
  fileprivate func drawing(from feed: PowerOnFeed?) -> PowerPlan {
    var plan = self
    plan.feed = feed
    return plan
  }
}
