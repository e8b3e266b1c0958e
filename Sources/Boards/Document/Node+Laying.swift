import Documents

extension Node {
  /// This node with what it leaves open taken from `base`: mappings key by key, lists of records by their ids, and
  /// `~` takes away what the base has. Anything else counts as a whole.
  func laid(over base: Node) -> Node {
    switch (content, base.content) {
    case (.mapping(let pairs), .mapping(let below)):
      return with(.mapping(Node.laid(pairs, over: below)))
    case (.sequence(let items), .sequence(let below)):
      guard let ids = Node.ids(items), let idsBelow = Node.ids(below) else { return self }
      var result = below
      for (item, id) in zip(items, ids) {
        guard let place = idsBelow.firstIndex(of: id) else {
          result.append(item)
          continue
        }
        result[place] = item.laid(over: below[place])
      }
      return with(.sequence(result.filter { $0.member(Node.omission)?.text != "true" }))
    default: return self
    }
  }

  /// The key of a record that says that this board has not got what its base has.
  private static let omission = "omit"

  private static func laid(
    _ pairs: [(key: Node, value: Node)], over below: [(key: Node, value: Node)]
  ) -> [(key: Node, value: Node)] {
    var result = below
    for pair in pairs {
      if let place = result.firstIndex(where: { $0.key.text == pair.key.text }) {
        result[place] = (pair.key, pair.value.laid(over: result[place].value))
      } else {
        result.append(pair)
      }
    }
    return result
  }

  /// The ids of a list of records; nil where an item has none.
  private static func ids(_ items: [Node]) -> [String]? {
    var ids: [String] = []
    for item in items {
      guard let id = item.member("id")?.text else { return nil }
      ids.append(id)
    }
    return ids
  }

  /// A mapping without some of its keys.
  func without(_ keys: [String]) -> Node {
    guard case .mapping(let pairs) = content else { return self }
    return with(.mapping(pairs.filter { !keys.contains($0.key.text ?? "") }))
  }

  /// The same place with another content.
  func with(_ content: Content) -> Node { Node(file: file, position: position, content: content) }
}
