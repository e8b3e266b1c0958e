import Documents
import Model

extension Part {
  /// One entry of `parts:`. Which keys there are depends on its kind.
  init?(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
    guard let kind = reader.required("kind", ValueType<PartKind>.choice) else {
      reader.giveUp()
      return nil
    }
    self.init(id: id, name: records.name(&reader), system: records.system(&reader), kind: kind)
    container = records.reference("in", to: [.part], in: &reader)?.id
    realizes = records.reference("realizes", to: [.fan, .supply], in: &reader)
    isReplaceable = reader.bool("replaceable") ?? false
    if let cycle = records.names.containerCycle(from: id), let node = reader.node("in") {
      reader.diagnostics.error("a part cannot sit in itself: \(cycle.joined(separator: " in ")).", at: node)
    }
    if kind == .chassis { chassisType = reader.int("chassis-type", in: 1...36) }
    if kind == .board { isHosting = reader.bool("hosting") ?? false }
    if kind == .memory { readMemory(&reader) }
    attributes = reader.entries("attributes").compactMap { name, _, value in
      value.read(.string, as: name, reader.diagnostics).map { Attribute(name: name, value: $0) }
    }
  }

  private mutating func readMemory(_ reader: inout MappingReader) {
    let bytes = ValueType.quantity(["MiB": 0x1p20, "GiB": 0x1p30, "TiB": 0x1p40], example: "32 GiB")
    let megahertz = ValueType.quantity(["MHz": 1, "GHz": 1000], example: "2400 MHz")
    capacity = Part.whole("capacity", bytes, &reader)
    speedMegahertz = Part.whole("speed", megahertz, &reader)
    memoryType = reader.string("memory-type")
    formFactor = reader.string("form-factor")
    bank = reader.string("bank")
  }

  private static func whole<Integer: FixedWidthInteger>(
    _ key: String, _ type: ValueType<Double>, _ reader: inout MappingReader
  ) -> Integer? {
    guard let node = reader.node(key), let value = reader.value(key, type) else { return nil }
    guard let whole = Integer(exactly: value), whole > 0 else {
      reader.diagnostics.error("'\(key)' cannot be \(node.found).", at: node)
      return nil
    }
    return whole
  }

  mutating func readFRU(_ fru: inout MappingReader) {
    manufacturer = fru.fruText("manufacturer")
    model = fru.fruText("model")
    partNumber = fru.fruText("part-number")
    serialNumber = fru.fruText("serial-number")
    version = fru.fruText("version")
    sku = fru.fruText("sku")
    assetTag = fru.fruText("asset-tag")
    manufactured = fru.value("manufactured", .date)
  }
}

extension MappingReader {
  /// Text that says what something is; placeholders count as absent, with a warning.
  mutating func fruText(_ key: String) -> String? {
    guard let node = node(key), let text = string(key) else { return nil }
    let meaningful = Placeholder.meaningful(text)
    if meaningful == nil {
      diagnostics.warning("'\(text)' is what makers write for nothing; it counts as absent.", at: node)
    }
    return meaningful
  }
}
