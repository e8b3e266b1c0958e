/// Reads one mapping strictly: each key by the type expected of it, and at the end the keys nobody asked for are
/// errors. Every problem is reported once, at its place, and reading goes on.
///
/// `~` is the same as leaving a key out.
public struct MappingReader {
  public let node: Node
  public let diagnostics: Diagnostics
  private let what: String
  private let pairs: [(key: Node, value: Node)]
  private var asked: [String] = []
  private var isGivenUp = false

  /// `what` names the thing with its article, for messages: `a sensor`. Nil, and an error, when `node` is not a
  /// mapping.
  public init?(_ node: Node, _ what: String, _ diagnostics: Diagnostics) {
    guard case .mapping(let pairs) = node.content else {
      diagnostics.error("\(what) must be written as 'key: value' pairs, not as \(node.found).", at: node)
      return nil
    }
    self.node = node
    self.what = what
    self.pairs = pairs
    self.diagnostics = diagnostics
  }

  /// Whether the key is written, with a value or not. Does not count as reading it.
  public func has(_ key: String) -> Bool { pairs.contains { $0.key.text == key } }

  /// The value as it stands; nil for `~` and where the key is missing.
  public mutating func node(_ key: String) -> Node? {
    if !asked.contains(key) { asked.append(key) }
    guard let value = pairs.first(where: { $0.key.text == key })?.value, !value.isNull else { return nil }
    return value
  }

  /// As `node`, but missing is an error.
  public mutating func requiredNode(_ key: String) -> Node? {
    let value = node(key)
    if value == nil { diagnostics.error("\(what) needs '\(key)'.", at: node) }
    return value
  }

  // MARK: Single values: nil when missing, or refused with an error

  public mutating func value<Value>(_ key: String, _ type: ValueType<Value>) -> Value? {
    node(key)?.read(type, as: key, diagnostics)
  }

  public mutating func required<Value>(_ key: String, _ type: ValueType<Value>) -> Value? {
    requiredNode(key)?.read(type, as: key, diagnostics)
  }

  public mutating func string(_ key: String) -> String? { value(key, .string) }
  public mutating func requiredString(_ key: String) -> String? { required(key, .string) }
  public mutating func bool(_ key: String) -> Bool? { value(key, .bool) }
  public mutating func real(_ key: String) -> Double? { value(key, .real) }
  public mutating func duration(_ key: String) -> Duration? { value(key, .duration) }

  public mutating func int<Integer: FixedWidthInteger & Sendable>(
    _ key: String, in range: ClosedRange<Integer> = .min ... .max
  ) -> Integer? {
    value(key, .integer(in: range))
  }

  public mutating func choice<Choice: CaseIterable & RawRepresentable & Sendable>(
    _ key: String, of type: Choice.Type = Choice.self
  ) -> Choice? where Choice.RawValue == String {
    value(key, .choice)
  }

  // MARK: Lists and mappings

  /// The items of a list; empty when it is missing or is not a list.
  public mutating func each(_ key: String) -> [Node] {
    guard let list = node(key) else { return [] }
    guard case .sequence(let items) = list.content else {
      diagnostics.error("'\(key)' must be a list, not \(list.found).", at: list)
      return []
    }
    return items
  }

  /// A list whose items are all of a type; those that are not are reported and left out.
  public mutating func list<Value>(_ key: String, of type: ValueType<Value>) -> [Value] {
    each(key).compactMap { $0.read(type, as: key, diagnostics) }
  }

  public mutating func strings(_ key: String) -> [String] { list(key, of: .string) }

  /// A reader for a mapping inside; the caller finishes it.
  public mutating func mapping(_ key: String) -> MappingReader? {
    node(key).flatMap { MappingReader($0, "'\(key)'", diagnostics) }
  }

  /// The pairs of a mapping whose keys are names that the file makes up, in its order.
  public mutating func entries(_ key: String) -> [(name: String, key: Node, value: Node)] {
    mapping(key)?.allEntries ?? []
  }

  /// All pairs of this mapping, where its keys are names that the file makes up; `finish` is not called then.
  public var allEntries: [(name: String, key: Node, value: Node)] {
    pairs.compactMap { pair in pair.key.text.map { ($0, pair.key, pair.value) } }
  }

  /// Says that reading ends early after an error, so that the keys not yet asked for are not called unknown.
  public mutating func giveUp() { isGivenUp = true }

  /// Reports every key that was never asked for.
  public func finish() {
    if isGivenUp { return }
    for (name, key, _) in allEntries where !asked.contains(name) {
      let free = asked.filter { !has($0) }
      diagnostics.error("\(what) has no '\(name)'.\(hint(for: name, among: free))", at: key)
    }
  }
}
