import Documents

/// One mapping of an entity-manager file, whose texts may have holes.
struct Record {
  let node: Node
  let values: TemplateValues

  private func member(_ key: String) -> Node? {
    guard case .mapping(let pairs) = node.content else { return nil }
    let value = pairs.first { $0.key.text == key }?.value
    guard let value, !value.isNull else { return nil }
    if case .scalar("null", isPlain: true) = value.content { return nil }
    return value
  }

  func has(_ key: String) -> Bool { member(key) != nil }

  /// Text with its holes filled; nil where it is missing, is no text, or has a hole that cannot be filled.
  func text(_ key: String) -> String? {
    guard let text = member(key)?.text, let filled = values.fill(text) else { return nil }
    let clean = filled.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return clean.isEmpty ? nil : String(String.UnicodeScalarView(clean.prefix(120)))
  }

  func number(_ key: String) -> Double? { text(key).flatMap { Double(decimal: $0) } }

  /// A whole number, `0x4c` or `76`.
  func integer(_ key: String) -> Int? {
    guard let text = text(key) else { return nil }
    return text.hasPrefix("0x") || text.hasPrefix("0X") ? Int(text.dropFirst(2), radix: 16) : Int(text)
  }

  func items(_ key: String) -> [Record] {
    guard case .sequence(let nodes)? = member(key)?.content else { return [] }
    return nodes.map { Record(node: $0, values: values) }
  }

  func texts(_ key: String) -> [String] {
    guard case .sequence(let nodes)? = member(key)?.content else { return [] }
    return nodes.compactMap { $0.text.flatMap(values.fill) }
  }

  func record(_ key: String) -> Record? {
    member(key).map { Record(node: $0, values: values) }
  }

  /// Whether a value has a hole that cannot be filled.
  func isOpen(_ key: String) -> Bool { member(key)?.text.map { values.fill($0) == nil } ?? false }
}
