public import Documents

/// What the types of entity-manager's records are here: the file `board-configs/entity-manager/types.yaml`.
public struct EntityTypes: Sendable {
  /// How a record of a type becomes something of a board.
  enum Kind: Hashable, Sendable {
    /// A chip with names for its temperatures.
    case temperatures
    /// A chip with labels for what it measures; as this chip of ours, where it is not called the same.
    case labels(like: String?)
    /// An EEPROM: this chip of ours.
    case memory(String)
    case multiplexer(channels: Int)
    /// A tachometer of the driver of this name.
    case fan(String)
    /// A converter of the driver of this name.
    case converter(String)
    /// Left out for this reason.
    case none(String)
  }

  private var kinds: [String: Kind] = [:]

  subscript(type: String) -> Kind? { kinds[type] }

  static let file = "board-configs/entity-manager/types.yaml"

  /// The table of the first data directory that has one.
  public static func load(dataDirectories: [String], diagnostics: Diagnostics) -> EntityTypes {
    for directory in dataDirectories {
      let path = "\(directory)/\(file)"
      do throws(FileError) {
        let bytes = try DataFile.read(path)
        return YAML.parse(bytes, file: path, into: diagnostics).flatMap { EntityTypes($0, diagnostics) }
          ?? EntityTypes()
      } catch {
        if error.kind != .notFound { diagnostics.error(error.message, file: path) }
      }
    }
    diagnostics.error("there is no such file in any data directory; install Lantern's board-configs.", file: file)
    return EntityTypes()
  }

  private init() {}

  private init?(_ root: Node, _ diagnostics: Diagnostics) {
    guard var reader = MappingReader(root, "the table of types", diagnostics) else { return nil }
    for name in Self.names("temperatures", &reader) { kinds[name] = .temperatures }
    for name in Self.names("labels", &reader) { kinds[name] = .labels(like: nil) }
    func each(_ key: String, _ kind: (String) -> Kind) {
      for (name, _, value) in reader.entries(key) {
        if let text = value.read(.string, as: name, diagnostics) { kinds[name] = kind(text) }
      }
    }
    each("like") { .labels(like: $0) }
    each("memories") { .memory($0) }
    each("fans") { .fan($0) }
    each("converters") { .converter($0) }
    each("none") { .none($0) }
    for (name, _, value) in reader.entries("multiplexers") {
      if let count = value.read(ValueType<Int>.integer(in: 1...8), as: name, diagnostics) {
        kinds[name] = .multiplexer(channels: count)
      }
    }
    reader.finish()
  }

  /// A list of lists, so that the file has short lines.
  private static func names(_ key: String, _ reader: inout MappingReader) -> [String] {
    reader.each(key).flatMap { row -> [String] in
      guard case .sequence(let items) = row.content else { return row.text.map { [$0] } ?? [] }
      return items.compactMap(\.text)
    }
  }
}
