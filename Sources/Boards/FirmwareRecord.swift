import Documents
import Model

extension Firmware {
  /// One entry of `firmware:`.
  init?(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
    let name = reader.requiredString("name")
    let system = records.system(&reader)
    let kind = reader.choice("kind", of: FirmwareKind.self)
    let version = reader.string("version")
    let numbers = Firmware.numbers(&reader)
    let manufacturer = reader.string("manufacturer")
    let released = reader.value("released", .date)
    let target = records.reference("target", to: [.part, .supply, .fan, .system], in: &reader)
    let isCurrent = reader.bool("current")
    guard let name, let system else { return nil }
    self.init(id: id, name: name, system: system, kind: kind ?? .firmware)
    self.version = Placeholder.meaningful(version)
    self.manufacturer = Placeholder.meaningful(manufacturer)
    self.released = released
    self.target = target
    self.isCurrent = isCurrent ?? true
    (major, minor, revision, build) = (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  /// `[major, minor, revision, build]`, from the left as far as they are known.
  private static func numbers(_ reader: inout MappingReader) -> [UInt16?] {
    let numbers = reader.list("numbers", of: ValueType<UInt16>.integer())
    if numbers.count > 4, let node = reader.node("numbers") {
      reader.diagnostics.error("'numbers' are at most four: major, minor, revision, build.", at: node)
    }
    return (0..<4).map { $0 < numbers.count ? numbers[$0] : nil }
  }
}
