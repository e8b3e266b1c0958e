import Documents

/// A look at a document before it is read, without a word about what is wrong with it.
extension Node {
  /// The value of a key, where this is a mapping that has it.
  func member(_ key: String) -> Node? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { $0.key.text == key }?.value
  }

  /// The items of a list that is the value of a key.
  func items(of key: String) -> [Node] {
    guard case .sequence(let items)? = member(key)?.content else { return [] }
    return items
  }
}
