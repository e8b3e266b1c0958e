import Documents

/// The lines of a board: `lines: { power-button: { simulated: output } }`.
struct LineSection {
  enum Direction: String, CaseIterable { case input, output }

  /// By name; nil where the line was declared with a mistake, so that those who use it need not complain as well.
  private var directions: [String: Direction?] = [:]
  /// In the order of the file.
  private(set) var names: [String] = []

  init(_ board: inout MappingReader, _ records: RecordReader) {
    for (name, _, value) in board.entries("lines") {
      names.append(name)
      directions[name] = .some(
        records.record(value, "the line '\(name)'") { reader in
          reader.required("simulated", ValueType<Direction>.choice)
        })
    }
  }

  /// The line that `key` names, which must be of the direction. Nil with an error, here or where it was declared.
  func line(_ key: String, _ direction: Direction, in reader: inout MappingReader) -> String? {
    guard let node = reader.requiredNode(key), let name = node.read(.string, as: key, reader.diagnostics) else {
      return nil
    }
    guard let declared = directions[name] else {
      reader.diagnostics.error("there is no line '\(name)'.\(hint(for: name, among: names))", at: node)
      return nil
    }
    guard let declared else { return nil }
    guard declared == direction else {
      reader.diagnostics.error(
        "'\(key)' needs an \(direction.rawValue); '\(name)' is an \(declared.rawValue).", at: node)
      return nil
    }
    return name
  }

  /// As `line`, for a key that may be missing.
  func optionalLine(_ key: String, _ direction: Direction, in reader: inout MappingReader) -> String? {
    reader.node(key) == nil ? nil : line(key, direction, in: &reader)
  }
}
