public import Chips
public import Documents

/// Makes a board file of what OpenBMC's entity-manager knows of a machine.
///
/// Every record becomes something of the board or a warning that says why not; what is made can be loaded.
public struct Importer {
  /// What became of files.
  public struct Outcome: Sendable {
    /// The board file.
    public var text: String
    /// Of so many records so many were taken.
    public var records: Int
    public var taken: Int
  }

  /// Finds a chip of `board-configs/chips` by its name or another that it has; nil where there is none.
  public typealias Catalogue = (String) -> ChipDescription?

  let types: EntityTypes
  let catalogue: Catalogue
  let diagnostics: Diagnostics
  var values: TemplateValues
  var board: BoardText
  var sensorIDs = Identifiers()
  var fanIDs = Identifiers()
  var supplyIDs = Identifiers()
  var partIDs = Identifiers()
  var chipIDs = Identifiers()
  /// Chips by bus and address, so that none is named twice.
  var placed: [String: String] = [:]
  /// EEPROMs that the present record was found by.
  var memories: [String] = []
  var records = 0
  var taken = 0
  /// The part and the supply that the present record is.
  var part: String?
  var supply: String?

  /// `name` is the board's. `values` fill what the file leaves open.
  public init(
    name: String, source: String, types: EntityTypes, values: TemplateValues, diagnostics: Diagnostics,
    catalogue: @escaping Catalogue
  ) {
    self.types = types
    self.values = values
    self.diagnostics = diagnostics
    self.catalogue = catalogue
    board = BoardText(
      board: Identifiers.plain(name),
      comment: ["Imported from entity-manager's \(source). Nobody has run it on the machine yet."])
  }

  /// Takes what it can of one file. False, and an error, for what is no such file.
  public mutating func add(_ root: Node) -> Bool {
    let entities: [Node] = if case .sequence(let items) = root.content { items } else { [root] }
    for node in entities {
      guard case .mapping = node.content, Record(node: node, values: values).has("Exposes") else {
        diagnostics.error("an entity of entity-manager is an object with 'Exposes'.", at: node)
        return false
      }
      let (all, some) = entity(node)
      records += all
      taken += some
    }
    return true
  }

  /// What became of the files so far.
  public var outcome: Outcome { Outcome(text: board.text, records: records, taken: taken) }

  private mutating func entity(_ node: Node) -> (records: Int, taken: Int) {
    let open = Record(node: node, values: values)
    let entity = Record(node: node, values: ProbeText(open.text("Probe") ?? "").values(values))
    (memories, part, supply) = ([], nil, nil)
    let name = entity.text("Name") ?? "Unnamed"
    nameObjects(of: entity, name)
    let exposed = entity.items("Exposes")
    // What supplies and boards are known by comes first, so that what is measured in them can name them.
    let taken = exposed.count { take($0) }
    addPart(entity, name)
    return (exposed.count, taken)
  }

  /// True when it is in the board now.
  private mutating func take(_ record: Record) -> Bool {
    guard let type = record.text("Type") else { return leave(record, "it has no Type") }
    guard let kind = types[type] else { return leave(record, "nothing is known of its type") }
    switch kind {
    case .none(let reason): return leave(record, reason)
    case .temperatures: return takeTemperatures(record, type)
    case .labels(let like): return takeLabels(record, type, like: like)
    case .memory(let chip): return takeMemory(record, chip)
    case .multiplexer(let channels): return takeMultiplexer(record, channels)
    case .fan(let driver): return takeFan(record, driver)
    case .converter(let driver): return takeConverter(record, driver)
    }
  }

  /// Says why a record is not taken.
  func leave(_ record: Record, _ reason: String) -> Bool {
    let name = record.text("Name").map { " '\($0)'" } ?? ""
    let type = record.text("Type").map { " of type \($0)" } ?? ""
    diagnostics.warning("the record\(name)\(type) is left out: \(reason).", at: record.node)
    return false
  }

  /// Says what of a record is not taken.
  func note(_ record: Record, _ loss: String) { diagnostics.warning("\(loss).", at: record.node) }

  // MARK: What the entity itself is

  private mutating func nameObjects(of entity: Record, _ name: String) {
    part = partIDs.make(name)
    if entity.text("Type") == "PowerSupply" { supply = supplyIDs.make(name) }
  }

  private mutating func addPart(_ entity: Record, _ name: String) {
    guard let part else { return }
    let kinds = ["Board": "board", "PowerSupply": "power-supply"]
    var fields: BoardText.Fields = [
      ("id", part), ("name", BoardText.scalar(name)), ("kind", kinds[entity.text("Type") ?? ""] ?? "other"),
    ]
    if let supply {
      board.add("supplies", [("id", supply), ("name", BoardText.scalar(name))])
      fields.append(("realizes", supply))
    }
    let facts = fru(entity)
    if !facts.isEmpty {
      fields.append(("fru", "{ " + facts.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + " }"))
    }
    board.add("parts", fields)
  }

  /// What is stated, and the memory that says the rest.
  private func fru(_ entity: Record) -> BoardText.Fields {
    let keys = [
      ("Manufacturer", "manufacturer"), ("Model", "model"), ("PartNumber", "part-number"),
      ("SerialNumber", "serial-number"),
    ]
    let asset = entity.record("xyz.openbmc_project.Inventory.Decorator.Asset")
    var fields: BoardText.Fields = keys.compactMap { key, ours in
      asset?.text(key).map { (ours, BoardText.scalar($0)) }
    }
    if let memory = memories.first { fields.append(("eeprom", memory)) }
    return fields
  }
}
