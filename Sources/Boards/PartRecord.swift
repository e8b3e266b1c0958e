import Documents
import Drivers
import Model

/// One entry of `parts:`: what the file states of it, and the memory that says the rest.
struct PartRecord {
  var part: Part
  var memory: PlannedPart.Memory?

  init?(_ reader: inout MappingReader, id: String, _ records: RecordReader, _ chips: ChipSection) {
    guard let part = Part(&reader, id: id, records) else { return nil }
    self.part = part
    var memories: [PlannedPart.Memory?] = []
    if var fru = reader.mapping("fru") {
      self.part.readFRU(&fru)
      if fru.has("eeprom") { memories.append(chips.memory("eeprom", in: &fru).map { .fru(chip: $0) }) }
      fru.finish()
    }
    if reader.node("spd") != nil { memories.append(chips.memory("spd", in: &reader).map { .spd(chip: $0) }) }
    if reader.node("from") != nil { memories.append(chips.texts("from", in: &reader).map { .texts(chip: $0) }) }
    if memories.count > 1 {
      reader.diagnostics.error("a part is described by one of 'eeprom', 'spd' and 'from'.", at: reader.node)
    }
    memory = memories.first ?? nil
  }
}
