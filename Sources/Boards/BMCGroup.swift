import Documents
import Drivers
import Model

/// A system that a group of BMCs makes of one of its hosts.
struct BMCHost {
  var system: System
  var bmc: BMCSettings
  /// The host's own power section, or that of its group.
  var power: Node?
  /// Whom it takes turns with when it is switched on; nil for all of the board.
  var feed: PowerOnFeed?
}

/// Reads `bmc-groups:`: BMCs that have most of their settings in common.
struct BMCGroupReader {
  /// So many BMCs can be watched by one agent.
  static let maximumBMCs = 2000

  private let records: RecordReader
  private let access: BMCAccessReader
  private let diagnostics: Diagnostics
  /// Ids of systems that are taken.
  private var systems: Set<String>
  private(set) var hosts: [BMCHost] = []
  /// How many BMCs there may still be.
  private var room: Int
  private var isFull = false

  /// `systems` are those that the file states, and `bmcs` how many BMCs it names outside of groups.
  init(_ access: BMCAccessReader, systems: Set<String>, bmcs: Int) {
    self.access = access
    records = access.records
    diagnostics = records.diagnostics
    self.systems = systems
    room = BMCGroupReader.maximumBMCs - bmcs
  }

  mutating func read(_ board: inout MappingReader) {
    var seen: Set<String> = []
    for item in board.each("bmc-groups") {
      let group = records.record(item, "a BMC group") { reader -> Group? in
        let id = records.id(&reader, word: "BMC group", seen: &seen)
        return Group(&reader, id: id ?? "", access)
      }
      guard let group else { continue }
      for node in group.hosts { read(node, of: group) }
    }
  }

  private mutating func read(_ node: Node, of group: Group) {
    guard room > 0 else { return refuse(node) }
    let before = diagnostics.errorCount
    if case .mapping = node.content {
      let host = records.record(node, "a host") { reader in
        single(&reader, of: group, at: node)
      }
      if let host { add([host], at: node) }
      return
    }
    guard let entries = node.read(.hosts, as: "hosts", diagnostics),
      let template = group.template(at: node, diagnostics)
    else { return }
    let taken = entries.first { systems.contains($0.id) }
    if let taken {
      diagnostics.error("there already is a system '\(taken.id)'; ids are unique.", at: node)
    }
    guard diagnostics.errorCount == before else { return }
    add(
      entries.map { entry in
        group.host(System(id: entry.id, name: entry.id, kind: group.kind), template.reached(at: entry.address))
      }, at: node)
  }

  /// `{ id, lan, name, … }`, with what is different from the group.
  private func single(_ reader: inout MappingReader, of group: Group, at node: Node) -> BMCHost? {
    var taken = systems
    let id = records.id(&reader, word: "system", seen: &taken) ?? ""
    let address = reader.required("lan", ValueType<HostAddress>.hostAddress)
    var system = System(
      id: id, name: reader.string("name") ?? id, kind: reader.choice("kind", of: SystemKind.self) ?? group.kind)
    system.uuid = reader.value("uuid", .uuid)
    var own = group.settings
    let before = diagnostics.errorCount
    let isSound = own.take(access.logIn(&reader))
    own.authentications = access.authentications(&reader) ?? own.authentications
    own.bmc.readOptions(&reader)
    let power = reader.node("power")
    guard isSound, diagnostics.errorCount == before, let template = own.template(at: node, diagnostics), let address
    else {
      return nil
    }
    var host = group.host(system, template.reached(at: address))
    host.power = power ?? host.power
    return host
  }

  private mutating func add(_ more: [BMCHost], at node: Node) {
    guard more.count <= room else { return refuse(node) }
    room -= more.count
    systems.formUnion(more.map(\.system.id))
    hosts += more
  }

  /// There is no room for it, nor for any that follow; said once.
  private mutating func refuse(_ node: Node) {
    if !isFull {
      diagnostics.error(
        "a board file has at most \(BMCGroupReader.maximumBMCs) BMCs; watch this one, and those that follow, by "
          + "another agent.", at: node)
    }
    isFull = true
    room = 0
  }
}

/// What the hosts of a group have in common.
private struct Group {
  /// How a BMC is reached but for its address.
  struct Settings {
    var logIn: BMCLogIn?
    var authentications: [BMCSettings.Authentication]?
    var bmc = BMCSettings(.openIPMI(device: ""), system: "")

    /// False after an error.
    mutating func take(_ found: BMCLogIn.Found) -> Bool {
      switch found {
      case .nothing: return true
      case .logIn(let found):
        logIn = found
        return true
      case .mistake: return false
      }
    }

    /// Nil, and an error, when nobody has said who logs in.
    func template(at node: Node, _ diagnostics: Diagnostics) -> Template? {
      guard let logIn else {
        diagnostics.error("a host needs \(CredentialSection.ways), here or in its group.", at: node)
        return nil
      }
      return Template(logIn: logIn, authentications: authentications, bmc: bmc)
    }
  }

  struct Template {
    let logIn: BMCLogIn
    let authentications: [BMCSettings.Authentication]?
    let bmc: BMCSettings

    func reached(at address: HostAddress) -> BMCSettings {
      var lan = BMCSettings.LAN(host: address.host, user: logIn.user, password: logIn.password)
      lan.port = address.port ?? lan.port
      lan.authentications = authentications ?? lan.authentications
      var settings = bmc
      settings.access = .lan(lan)
      return settings
    }
  }

  let kind: SystemKind
  let settings: Settings
  let hosts: [Node]
  private let power: Node?
  private let feed: PowerOnFeed?

  /// Nil after an error that may have been reported elsewhere.
  init?(_ reader: inout MappingReader, id: String, _ access: BMCAccessReader) {
    kind = reader.choice("kind", of: SystemKind.self) ?? .server
    var settings = Settings(authentications: access.authentications(&reader))
    let isSound = settings.take(access.logIn(&reader))
    settings.bmc.readOptions(&reader)
    self.settings = settings
    power = reader.node("power")
    feed = reader.stagger().map { PowerOnFeed(name: id, spacing: $0) }
    let isListed = reader.has("hosts") || reader.has("hosts-file")
    if !isListed { reader.diagnostics.error("a BMC group needs 'hosts' or 'hosts-file'.", at: reader.node) }
    hosts = reader.each("hosts") + Group.file(&reader, access.records)
    if !isSound { return nil }
  }

  private static func file(_ reader: inout MappingReader, _ records: RecordReader) -> [Node] {
    guard let node = reader.node("hosts-file"), let name = node.read(.string, as: "hosts-file", reader.diagnostics)
    else { return [] }
    do throws(FileError) {
      return try HostFile.lines(of: records.path(name, in: node))
    } catch {
      reader.diagnostics.error("the list of hosts '\(error.path)' cannot be used: \(error.message)", at: node)
      return []
    }
  }

  func template(at node: Node, _ diagnostics: Diagnostics) -> Template? { settings.template(at: node, diagnostics) }

  func host(_ system: System, _ settings: BMCSettings) -> BMCHost {
    var settings = settings
    settings.system = system.id
    return BMCHost(system: system, bmc: settings, power: power, feed: feed)
  }
}

extension MappingReader {
  /// `power-on-stagger`: how far apart systems are switched on; nil where it is not written, or wrong.
  mutating func stagger() -> Duration? {
    guard let node = node("power-on-stagger"), let spacing = duration("power-on-stagger") else { return nil }
    guard spacing <= .seconds(60) else {
      diagnostics.error("'power-on-stagger' must be from 0 s to 1 min.", at: node)
      return nil
    }
    return spacing
  }
}
