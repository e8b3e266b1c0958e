import Documents
import Model

/// Reads the lists of a board file: each item by itself, and an item with a mistake is left out.
struct RecordReader {
  let names: DeclaredNames
  let diagnostics: Diagnostics
  var origins = Origins()

  /// `what` names an item with its article; `read` asks for every key it knows.
  func records<Record>(
    _ key: String, _ what: String, kind: ObjectKind, in board: inout MappingReader,
    _ read: (inout MappingReader, _ id: String) -> Record?
  ) -> [Record] {
    records(key, what, word: kind.rawValue, in: &board) { reader, id in
      origins.note(ObjectID(kind, id), at: reader.node)
      return read(&reader, id)
    }
  }

  /// `word` is what an item is called where its id is taken.
  func records<Record>(
    _ key: String, _ what: String, word: String, in board: inout MappingReader,
    _ read: (inout MappingReader, _ id: String) -> Record?
  ) -> [Record] {
    var seen: Set<String> = []
    return board.each(key).compactMap { item in
      record(item, what) { reader in
        let id = id(&reader, word: word, seen: &seen)
        return read(&reader, id ?? "")
      }
    }
  }

  /// The id of an item, which none of those `seen` has. Nil after an error.
  func id(_ reader: inout MappingReader, word: String, seen: inout Set<String>) -> String? {
    guard let node = reader.requiredNode("id"), let id = identifier(node) else { return nil }
    if seen.insert(id).inserted { return id }
    diagnostics.error("there already is a \(word) '\(id)'; ids are unique.", at: node)
    return nil
  }

  /// Reads one mapping to its end; nil when anything in it is wrong. So `read` may put anything in the place of what
  /// it did not get: the error it was reported with drops the record.
  func record<Record>(_ node: Node, _ what: String, _ read: (inout MappingReader) -> Record?) -> Record? {
    let before = diagnostics.errorCount
    guard var reader = MappingReader(node, what, diagnostics) else { return nil }
    let record = read(&reader)
    reader.finish()
    return diagnostics.errorCount == before ? record : nil
  }

  /// Ids go into paths, metrics and file names, so they keep to letters, digits and `-_.`.
  private func identifier(_ node: Node) -> String? {
    guard let id = node.read(.string, as: "id", diagnostics) else { return nil }
    guard RecordReader.isIdentifier(id) else {
      diagnostics.error("an id is \(RecordReader.identifierRule); '\(id)' is not.", at: node)
      return nil
    }
    return id
  }

  static let identifierRule = "up to 64 letters, digits, '-', '_' and '.'"

  static func isIdentifier(_ id: String) -> Bool {
    let isSafe = id.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    return isSafe && (1...64).contains(id.utf8.count)
  }

  /// The system a record belongs to: named by `system:`, or the only one. Something else after an error.
  func system(_ reader: inout MappingReader) -> String {
    let systems = names.ids(of: [.system])
    guard let node = reader.node("system") else {
      if systems.count != 1 {
        diagnostics.error("this board has several systems; say which one by 'system'.", at: reader.node)
      }
      return systems[0]
    }
    return reference(node, "system", to: [.system])?.id ?? systems[0]
  }

  /// The name people know a thing by; something else after an error.
  func name(_ reader: inout MappingReader) -> String { reader.requiredString("name") ?? "" }

  /// A file that `node` names: beside the file that it is written in, unless the path is absolute.
  func path(_ name: String, in node: Node) -> String {
    name.hasPrefix("/") ? name : "\(BoardFiles.directory(of: node.file))/\(name)"
  }

  /// What `key` refers to; nil without an error when it is not written.
  func reference(_ key: String, to kinds: [ObjectKind], in reader: inout MappingReader) -> ObjectID? {
    reader.node(key).flatMap { reference($0, key, to: kinds) }
  }

  func reference(_ node: Node, _ key: String, to kinds: [ObjectKind]) -> ObjectID? {
    guard let id = node.read(.string, as: key, diagnostics) else { return nil }
    if let found = names.resolve(id, among: kinds) { return found }
    let words = kinds.map(\.rawValue).joined(separator: ", ")
    diagnostics.error(
      "'\(key)' names '\(id)', but there is no such \(words).\(hint(for: id, among: names.ids(of: kinds)))", at: node)
    return nil
  }
}
