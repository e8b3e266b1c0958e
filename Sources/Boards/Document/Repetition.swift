import Documents

/// Writes out what a board file says `each:` of: a record or an entry of a mapping stands as often as the list has
/// items, with `<n>` in its place; `assemblies:` do the same for parts of a whole board.
///
/// Angle brackets, because a plain text in YAML's short form cannot have curly ones. `each: [1, 2]` gives `<n>`;
/// `each: { n: [1, 2], address: [0x58, 0x59] }` gives both, item by item.
struct Repetition {
  /// So much may a file grow.
  private static let maximumCopies = 4096

  private let diagnostics: Diagnostics
  private var copies = 0

  init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// The tree without any `each`.
  mutating func writtenOut(_ node: Node) -> Node {
    switch node.content {
    case .scalar, .null: return node
    case .sequence(let items):
      var result: [Node] = []
      for item in items {
        for (copy, _) in self.copies(of: item, key: nil) { result.append(writtenOut(copy)) }
      }
      return node.with(.sequence(result))
    case .mapping(let pairs):
      var result: [(key: Node, value: Node)] = []
      for (key, value) in pairs {
        for (copy, name) in self.copies(of: value, key: key) { result.append((name ?? key, writtenOut(copy))) }
      }
      return node.with(.mapping(result))
    }
  }

  /// The tree with what its assemblies consist of among the sections of the board.
  func assembled(_ root: Node) -> Node {
    var board = root.without(["assemblies"])
    for assembly in root.items(of: "assemblies") { board = joined(board, with: assembly) }
    return board
  }

  /// As many copies as `each` in `node` asks for, with the key of each; the node itself where there is no `each`.
  private mutating func copies(of node: Node, key: Node?) -> [(Node, key: Node?)] {
    guard let each = node.member("each") else { return [(node, key)] }
    guard let rows = rows(each) else { return [] }
    copies += rows.count
    guard copies <= Self.maximumCopies else {
      diagnostics.error("a board file repeats at most \(Self.maximumCopies) records; write less into 'each'.", at: each)
      return []
    }
    let body = node.without(["each"])
    return rows.map { row in (body.replacing(row), key: key?.replacing(row)) }
  }

  /// What stands for each name in each copy; nil after an error.
  private func rows(_ each: Node) -> [[(name: String, text: String)]]? {
    if case .sequence(let items) = each.content { return rows([("n", items)], at: each) }
    guard case .mapping(let pairs) = each.content else {
      diagnostics.error("'each' is a list such as [1, 2, 3], or lists by name, not \(each.found).", at: each)
      return nil
    }
    var lists: [(String, [Node])] = []
    for (key, value) in pairs {
      guard let name = key.text, case .sequence(let items) = value.content else {
        diagnostics.error("'each' needs a list for '\(key.text ?? "")', not \(value.found).", at: value)
        return nil
      }
      lists.append((name, items))
    }
    return rows(lists, at: each)
  }

  private func rows(_ lists: [(String, [Node])], at each: Node) -> [[(name: String, text: String)]]? {
    let count = lists.first?.1.count ?? 0
    guard lists.allSatisfy({ $0.1.count == count }) else {
      diagnostics.error("the lists of 'each' must be equally long; they go side by side.", at: each)
      return nil
    }
    guard count > 0 else {
      diagnostics.error("'each' has nothing in it; leave out what it stands in.", at: each)
      return nil
    }
    var rows = [[(name: String, text: String)]](repeating: [], count: count)
    for (name, items) in lists {
      for (place, item) in items.enumerated() {
        guard let text = item.text else {
          diagnostics.error("the lists of 'each' hold words and numbers, not \(item.found).", at: item)
          return nil
        }
        rows[place].append((name, text))
      }
    }
    return rows
  }

  /// Sections of a board and of an assembly together: lists one after the other, mappings with all their entries.
  private func joined(_ board: Node, with assembly: Node) -> Node {
    guard case .mapping(var result) = board.content, case .mapping(let more) = assembly.content else {
      diagnostics.error("an assembly is written as sections of a board, not as \(assembly.found).", at: assembly)
      return board
    }
    for (key, value) in more {
      guard let place = result.firstIndex(where: { $0.key.text == key.text }) else {
        result.append((key, value))
        continue
      }
      switch (result[place].value.content, value.content) {
      case (.sequence(let items), .sequence(let added)):
        result[place].value = result[place].value.with(.sequence(items + added))
      case (.mapping(var entries), .mapping(let added)):
        for (name, entry) in added { append(name, entry, to: &entries) }
        result[place].value = result[place].value.with(.mapping(entries))
      default: append(key, value, to: &result)
      }
    }
    return board.with(.mapping(result))
  }

  private func append(_ key: Node, _ value: Node, to pairs: inout [(key: Node, value: Node)]) {
    if let first = pairs.first(where: { $0.key.text == key.text }) {
      let place = "\(first.key.file):\(first.key.position.line)"
      diagnostics.error("'\(key.text ?? "")' is said twice; it already stands in \(place).", at: key)
    } else {
      pairs.append((key, value))
    }
  }
}

extension Node {
  /// The tree with `<name>` replaced in all its texts and keys.
  fileprivate func replacing(_ row: [(name: String, text: String)]) -> Node {
    switch content {
    case .null: return self
    case .scalar(let text, let isPlain): return with(.scalar(text.replacingNames(row), isPlain: isPlain))
    case .sequence(let items): return with(.sequence(items.map { $0.replacing(row) }))
    case .mapping(let pairs):
      return with(.mapping(pairs.map { (key: $0.key.replacing(row), value: $0.value.replacing(row)) }))
    }
  }
}

extension String {
  /// The text with each `<name>` replaced; other brackets stay.
  fileprivate func replacingNames(_ row: [(name: String, text: String)]) -> String {
    guard utf8.contains(UInt8(ascii: "<")) else { return self }
    var result = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "<") {
      result += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: ">"),
        let text = row.first(where: { $0.name == rest[rest.index(after: open)..<close] })?.text
      else {
        result += "<"
        rest = rest.dropFirst()
        continue
      }
      result += text
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
