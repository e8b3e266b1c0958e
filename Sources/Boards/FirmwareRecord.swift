import Chips
import Documents
import Drivers
import Model

/// One entry of `firmware:`: what the file states of it, and where its version is read.
struct FirmwareRecord {
  enum Origin {
    case channel(ChipSection.Member)
    /// A file of the machine that the agent runs on; with a key, the value of `KEY=value`.
    case file(path: String, key: String?)
  }

  var firmware: Firmware
  var origin: Origin?

  init(_ reader: inout MappingReader, id: String, _ records: RecordReader, _ chips: ChipSection) {
    firmware = Firmware(&reader, id: id, records)
    let sources = ["read", "file", "device-tree", "version"].filter(reader.has)
    if sources.count > 1 {
      let words = sources.map { "'\($0)'" }.joined(separator: " and ")
      reader.diagnostics.error("a version comes from one place; this names \(words).", at: reader.node)
    }
    if reader.has("read") {
      let member = chips.member("read", "text or channel", in: &reader, example: "cpld.version") {
        $0.texts.map(\.name) + $0.channels.map(\.name)
      }
      origin = member.map { .channel($0) }
    } else if reader.has("file") {
      let path = reader.value("file", .absolutePath)
      let key = reader.string("key")
      origin = path.map { .file(path: $0, key: key) }
    } else if let property = reader.string("device-tree") {
      origin = .file(path: "/proc/device-tree/\(property)", key: nil)
    }
  }
}

extension Firmware {
  fileprivate init(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
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

extension ValueType where Value == String {
  /// A path from the root of the file system.
  static var absolutePath: Self {
    ValueType("a path from the root, such as /etc/os-release") { (text) throws(Refusal) -> String? in
      text.hasPrefix("/") && !text.utf8.contains(0) ? text : nil
    }
  }
}
