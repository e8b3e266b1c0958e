import Chips
import Documents
import Drivers

/// The chips of a board: `chips: { inlet: { type: tmp75, at: main@0x49 } }`.
struct ChipSection {
  struct Chip {
    var id: String
    var description: ChipDescription
    /// Known by its driver only: what it has is what the kernel says where the agent runs.
    var isOfKernel = false
    var place: ChipPlace
    /// The bus whose worker reads it; nil for what is on no bus.
    var segment: BusSection.Segment?
    var parameters: [String: Double] = [:]
    var isChecked = false
    var isSetUp = false
    var node: Node

    /// The names of the bus it is on and of those on the way there; none for what is on no bus.
    var buses: [String] { segment?.names ?? [] }

    /// The bus, the multiplexers on the way, the address; nil for what is on no bus.
    var placeInWords: String? {
      guard case .bus(let address, let hops) = place, let segment else { return nil }
      let way = hops.map { " through \($0.address.inHex) channel \($0.channel)" }.joined()
      return "\(segment.root)\(way), address \(address.inHex)"
    }
  }

  /// In the order of the file, without those that have a mistake.
  private(set) var chips: [Chip] = []
  /// All that the file names.
  private(set) var names: [String] = []
  private let buses: BusSection
  private let library: ChipLibrary
  private let records: RecordReader

  init(_ board: inout MappingReader, _ buses: BusSection, _ library: ChipLibrary, _ records: RecordReader) {
    self.buses = buses
    self.library = library
    self.records = records
    for (id, key, value) in board.entries("chips") {
      names.append(id)
      let read = records.record(value, "the chip '\(id)'") { reader -> Chip? in
        if !RecordReader.isIdentifier(id) {
          reader.diagnostics.error("a chip's name is \(RecordReader.identifierRule); '\(id)' is not.", at: key)
        }
        return chip(id, &reader)
      }
      if let read, isFree(read) { chips.append(read) }
    }
  }

  private func chip(_ id: String, _ reader: inout MappingReader) -> Chip? {
    let (place, segment) = place(&reader)
    let isOfKernel = !reader.has("type") && reader.has("hwmon")
    guard let description = isOfKernel ? reader.string("hwmon").map(ChipDescription.init) : description(&reader),
      let place
    else {
      reader.giveUp()
      return nil
    }
    var chip = Chip(
      id: id, description: description, isOfKernel: isOfKernel, place: place, segment: segment, node: reader.node)
    chip.isChecked = reader.bool("checked") ?? false
    chip.isSetUp = reader.bool("set-up") ?? false
    for parameter in description.parameters {
      if parameter.standard == nil, !reader.has(parameter.name) {
        reader.diagnostics.error(
          "a chip of type '\(description.name)' needs '\(parameter.name)': \(parameter.meaning).", at: reader.node)
      }
      chip.parameters[parameter.name] = reader.real(parameter.name) ?? parameter.standard
    }
    return chip
  }

  private func description(_ reader: inout MappingReader) -> ChipDescription? {
    guard let node = reader.requiredNode("type"), let type = node.read(.string, as: "type", reader.diagnostics) else {
      return nil
    }
    if let description = library.chip(named: type, reader.diagnostics) { return description }
    if !library.isFaulty(type) {
      reader.diagnostics.error("there is no chip '\(type)'.\(hint(for: type, among: library.names))", at: node)
    }
    return nil
  }

  private func place(_ reader: inout MappingReader) -> (ChipPlace?, BusSection.Segment?) {
    if reader.has("hwmon") {
      let name = reader.requiredString("hwmon")
      let device = reader.string("device")
      return (name.map { .hwmon(name: $0, device: device) }, nil)
    }
    guard let node = reader.requiredNode("at"), let at = reader.value("at", .busAddress),
      let segment = buses.segment(at.bus, at: node, reader.diagnostics)
    else { return (nil, nil) }
    return (.bus(address: at.address, through: segment.hops), segment)
  }

  /// Whether nobody else answers at a chip's address: neither on its segment nor on those it can be seen from.
  private func isFree(_ chip: Chip) -> Bool {
    guard case .bus(let address, let hops) = chip.place, let segment = chip.segment else { return true }
    if let hop = hops.first(where: { $0.address == address }) {
      records.diagnostics.error(
        "\(hop.address.inHex) is the address of the multiplexer that this chip is behind.", at: chip.node)
      return false
    }
    let other = chips.first { other in
      guard case .bus(address, let others) = other.place, other.segment?.root == segment.root else { return false }
      return others.starts(with: hops) || hops.starts(with: others)
    }
    guard let other else { return true }
    records.diagnostics.error(
      "\(address.inHex) is taken by '\(other.id)' already, which can be seen from here.", at: chip.node)
    return false
  }

  // MARK: What names them

  subscript(id: String) -> Chip? { chips.first { $0.id == id } }

  /// The chip that `node` names. Nil with an error, here or where it was declared.
  private func chip(_ id: String, at node: Node) -> Chip? {
    if let chip = self[id] { return chip }
    if !names.contains(id) {
      records.diagnostics.error("there is no chip '\(id)'.\(hint(for: id, among: names))", at: node)
    }
    return nil
  }

  /// Something that a chip has.
  struct Member {
    var chip: Chip
    var name: String
    /// Where a kernel's driver has it.
    var kernel: KernelChannel?
  }

  /// What `key` names as `chip.member`, where the chip is sound. `members` are all that it has of the sort.
  func member(
    _ key: String, _ sort: String, in reader: inout MappingReader, example: String,
    members: (ChipDescription) -> [String]
  ) -> Member? {
    guard let node = reader.requiredNode(key), let found = reader.value(key, .chipMember(example: example)) else {
      return nil
    }
    return member(found, sort, at: node, members: members)
  }

  func member(
    _ named: ChipMember, _ sort: String, at node: Node, members: (ChipDescription) -> [String]
  ) -> Member? {
    guard let chip = chip(named.chip, at: node) else { return nil }
    if chip.isOfKernel {
      if let kernel = KernelChannel(named.name) { return Member(chip: chip, name: named.name, kernel: kernel) }
      records.diagnostics.error(
        "a driver of the kernel has things such as \(KernelChannel.example), not '\(named.name)'.", at: node)
      return nil
    }
    let names = members(chip.description)
    if names.contains(named.name) { return Member(chip: chip, name: named.name) }
    records.diagnostics.error(
      "a '\(chip.description.name)' has no \(sort) '\(named.name)'.\(hint(for: named.name, among: names))", at: node)
    return nil
  }

  /// The id of the chip that `key` names, which must be a memory.
  func memory(_ key: String, in reader: inout MappingReader) -> String? {
    named(key, in: &reader, "is no memory") { $0.memory != nil }
  }

  /// The id of the chip that `key` names, which must be able to say what it is.
  func texts(_ key: String, in reader: inout MappingReader) -> String? {
    named(key, in: &reader, "has no texts that say what it is") { !$0.texts.isEmpty }
  }

  private func named(
    _ key: String, in reader: inout MappingReader, _ lack: String, _ suits: (ChipDescription) -> Bool
  ) -> String? {
    guard let node = reader.requiredNode(key), let id = reader.string(key), let chip = chip(id, at: node) else {
      return nil
    }
    guard suits(chip.description) else {
      records.diagnostics.error("'\(id)' is a '\(chip.description.name)', which \(lack).", at: node)
      return nil
    }
    return id
  }
}
