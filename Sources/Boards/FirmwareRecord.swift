import Documents
import Model

extension Firmware {
  /// One entry of `firmware:`.
  init(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
    self.init(
      id: id, name: records.name(&reader), system: records.system(&reader),
      kind: reader.choice("kind", of: FirmwareKind.self) ?? .firmware)
    version = reader.fruText("version")
    manufacturer = reader.fruText("manufacturer")
    released = reader.value("released", .date)
    target = records.reference("target", to: [.part, .supply, .fan, .system], in: &reader)
    isCurrent = reader.bool("current") ?? true
    let numbers = Firmware.numbers(&reader)
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
