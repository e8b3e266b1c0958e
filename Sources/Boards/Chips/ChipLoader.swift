import Chips
import Documents
import Model

/// Reads one chip of a chip file. Any mistake makes the chip unusable: half of a chip could be read wrongly.
struct ChipLoader {
  /// The version of the format that chip files state.
  private static let formats: ClosedRange<Int> = 1...1

  private var root: MappingReader
  private var chip: ChipDescription
  private let diagnostics: Diagnostics

  /// `node` is the file without `chip` and `also`. Nil, and an error, when it is not a mapping.
  init?(_ node: Node, name: String, _ diagnostics: Diagnostics) {
    guard let reader = MappingReader(node, "a chip file", diagnostics) else { return nil }
    root = reader
    chip = ChipDescription(name: name)
    self.diagnostics = diagnostics
  }

  mutating func load() -> ChipDescription {
    _ = root.required("format", .integer(in: ChipLoader.formats))
    _ = root.requiredString("source")
    _ = root.node("examples")
    chip.parameters = entries("parameters", "a parameter") { name, reader in
      ChipParameter(
        name: name, meaning: reader.requiredString("is") ?? "", standard: reader.value("standard", .fraction))
    }
    chip.channels = ChannelReader(parameters: chip.parameters.map(\.name)).channels(&root)
    chip.outputs = entries("outputs", "an output", ChipLoader.output)
    chip.texts = entries("texts", "a text", ChipLoader.text)
    chip.lines = lines()
    chip.switchChannels = root.int("switch", in: 1...8)
    chip.memory = memory()
    chip.identify = root.each("identify").compactMap { item in
      MappingReader(item, "what identifies a chip", diagnostics).flatMap(ChipLoader.identification)
    }
    chip.setUp = RegisterReader.writes("set-up", &root)
    chip.watchdog = watchdog()
    chip.cycle = cycle()
    chip.drivers = drivers()
    root.finish()
    return chip
  }

  /// The entries of a mapping whose keys are names; `~` takes away what another chip of the file has.
  private mutating func entries<Entry>(
    _ key: String, _ what: String, _ read: (String, inout MappingReader) -> Entry?
  ) -> [Entry] {
    root.entries(key).compactMap { name, keyNode, value in
      if value.isNull { return nil }
      ChipLoader.checkName(name, keyNode, diagnostics)
      guard var reader = MappingReader(value, what, diagnostics) else { return nil }
      let entry = read(name, &reader)
      reader.finish()
      return entry
    }
  }

  static func checkName(_ name: String, _ node: Node, _ diagnostics: Diagnostics) {
    if !RecordReader.isIdentifier(name) {
      diagnostics.error("a name here is \(RecordReader.identifierRule); '\(name)' is not.", at: node)
    }
  }

  // MARK: Sections

  private static func output(_ name: String, _ reader: inout MappingReader) -> Output? {
    enum Format: String, CaseIterable { case linear11 }
    guard let register = RegisterReader.register(&reader) else { return nil }
    if register.count > 2 || register.addresses.count > 1 {
      reader.diagnostics.error("an output is one register of 8 or 16 bits.", at: reader.node)
    }
    let manual = RegisterReader.writes("manual", &reader)
    if reader.choice("format", of: Format.self) == .linear11 {
      return Output(name: name, register: register, form: .linear11, manual: manual)
    }
    let most = register.mask >> UInt32(register.shift)
    let full = reader.required("full", ValueType<UInt32>.integer(in: 1...max(1, most)))
    return Output(name: name, register: register, form: .number(full: full ?? 1), manual: manual)
  }

  private static func text(_ name: String, _ reader: inout MappingReader) -> TextChannel? {
    if reader.has("block") {
      let page = reader.value("page", .byte(0...254))
      return reader.required("block", .byte()).map {
        TextChannel(name: name, source: .block(page: page, command: $0))
      }
    }
    guard let register = RegisterReader.register(&reader) else { return nil }
    let style = reader.choice("as", of: TextChannel.Style.self) ?? .hex
    return TextChannel(name: name, source: .register(register, style))
  }

  private static func identification(_ reader: MappingReader) -> Identification? {
    var reader = reader
    defer { reader.finish() }
    if reader.has("block") {
      let command = reader.required("block", .byte())
      let prefix = reader.requiredString("begins")
      return command.flatMap { command in prefix.map { .text(command: command, prefix: $0) } }
    }
    guard let register = RegisterReader.register(&reader) else { return nil }
    guard let node = reader.requiredNode("equals") else { return nil }
    let type = ValueType<UInt32>.integer()
    if case .sequence(let items) = node.content {
      return .register(register, values: items.compactMap { $0.read(type, as: "equals", reader.diagnostics) })
    }
    return node.read(type, as: "equals", reader.diagnostics).map { .register(register, values: [$0]) }
  }

  /// `[ { names: [p00, …], input: 0x00, output: 0x02, direction: 0x06 } ]`: bit 0 first.
  private mutating func lines() -> [ChipLine] {
    var lines: [ChipLine] = []
    for item in root.each("lines") {
      guard var reader = MappingReader(item, "a group of lines", diagnostics) else { continue }
      let names = reader.strings("names")
      let input = reader.required("input", .byte()) ?? 0
      let output = reader.value("output", .byte())
      let direction = reader.value("direction", .byte())
      if !(1...8).contains(names.count) {
        diagnostics.error("'names' are those of the bits of one byte, bit 0 first.", at: item)
      }
      for (bit, name) in names.prefix(8).enumerated() {
        ChipLoader.checkName(name, item, diagnostics)
        if lines.contains(where: { $0.name == name }) {
          diagnostics.error("there already is a line '\(name)'; names are unique.", at: item)
        }
        lines.append(ChipLine(name: name, bit: bit, input: input, output: output, direction: direction))
      }
      reader.finish()
    }
    return lines
  }

  private mutating func memory() -> MemoryGeometry? {
    guard var reader = root.mapping("memory") else { return nil }
    defer { reader.finish() }
    let size = reader.required("size", ValueType<Int>.integer(in: 1...1_048_576)) ?? 1
    let bytes = reader.required("offset", .bytesOfWidth) ?? 1
    let selects = reader.list("page-selects", of: .byte(0x08...0x77))
    if bytes > 2 {
      diagnostics.error("'offset' must be 8 or 16, the bits of an offset that are sent.", at: reader.node)
    }
    let reach = bytes == 1 ? 256 : 65536
    let banks = (size + reach - 1) / reach
    if !selects.isEmpty, banks != selects.count {
      diagnostics.error(
        "a memory of this size has \(banks) pages; 'page-selects' has an address for each.", at: reader.node)
    }
    return MemoryGeometry(size: size, offsetBytes: min(bytes, 2), pageSelects: selects)
  }

  private mutating func watchdog() -> ChipWatchdog? {
    guard var reader = root.mapping("watchdog") else { return nil }
    defer { reader.finish() }
    let period = reader.required("period", .duration) ?? .zero
    return ChipWatchdog(
      period: period, start: RegisterReader.writes("start", &reader), feed: RegisterReader.writes("feed", &reader),
      stop: RegisterReader.writes("stop", &reader))
  }

  private mutating func cycle() -> MeasuringCycle? {
    guard var reader = root.mapping("cycle") else { return nil }
    defer { reader.finish() }
    let time = reader.required("time", .duration) ?? .zero
    return MeasuringCycle(
      start: RegisterReader.writes("start", &reader), time: time, end: RegisterReader.writes("end", &reader))
  }

  /// `hwmon: { tmp421: { local: temp1 } }`.
  private mutating func drivers() -> [KernelDriver] {
    let known = chip.channels.map(\.name) + chip.outputs.map(\.name)
    return entries("hwmon", "a driver of the kernel") { [diagnostics] name, reader in
      var attributes: [KernelDriver.Attribute] = []
      for (channel, key, value) in reader.allEntries where !value.isNull {
        if !known.contains(channel) {
          diagnostics.error("there is no channel or output '\(channel)'.\(hint(for: channel, among: known))", at: key)
        }
        if let stem = value.read(.string, as: channel, diagnostics) {
          attributes.append(KernelDriver.Attribute(channel: channel, stem: stem))
        }
      }
      reader.giveUp()
      return KernelDriver(name: name, attributes: attributes)
    }
  }
}
