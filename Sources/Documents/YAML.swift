/// Reads the part of YAML that data files use: mappings, lists and scalars in one document.
///
/// Anchors, aliases, tags and further documents are refused: one file says one thing, in one place.
public enum YAML {
  /// Deeper nesting than any data file needs, and far from the end of the stack.
  public static let maximumDepth = 32
  public static let maximumNodes = 200_000

  /// The tree of a file, or nil when there is none to speak of; either way `diagnostics` has the reasons.
  /// A key that comes twice is an error, and the first one counts.
  public static func parse(_ bytes: [UInt8], file: String, into diagnostics: Diagnostics) -> Node? {
    bytes.withUnsafeBufferPointer { buffer in
      var builder = TreeBuilder(events: YAMLEvents(buffer), file: file, diagnostics: diagnostics)
      do throws(YAMLProblem) {
        return try builder.document()
      } catch {
        diagnostics.error(error.message, file: file, position: error.position)
        return nil
      }
    }
  }
}

/// Puts events together to a tree, within the bounds.
private struct TreeBuilder {
  let events: YAMLEvents
  let file: String
  let diagnostics: Diagnostics
  var count = 0

  mutating func document() throws(YAMLProblem) -> Node {
    var root: Node?
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamEnd:
        guard let root else { throw YAMLProblem(message: "there is nothing in this file.", position: nil) }
        return root
      case .documentStart:
        guard root == nil else {
          throw YAMLProblem(
            message: "a second document begins here; put it into a file of its own.", position: event.position)
        }
        root = try node(from: try events.next(), depth: 1)
      default: continue
      }
    }
  }

  private mutating func node(from event: YAMLEvent, depth: Int) throws(YAMLProblem) -> Node {
    try check(event, depth: depth)
    let content: Node.Content
    switch event.kind {
    case .scalar(let text, let isPlain):
      content = isPlain && (text.isEmpty || text == "~") ? .null : .scalar(text, isPlain: isPlain)
    case .sequenceStart: content = .sequence(try sequence(depth: depth))
    case .mappingStart: content = .mapping(try mapping(depth: depth))
    default: throw YAMLProblem(message: "a value is missing here.", position: event.position)
    }
    return Node(file: file, position: event.position, content: content)
  }

  private mutating func check(_ event: YAMLEvent, depth: Int) throws(YAMLProblem) {
    count += 1
    if count > YAML.maximumNodes {
      throw YAMLProblem(
        message: "the file has more than \(YAML.maximumNodes) values; split it.", position: event.position)
    }
    if depth > YAML.maximumDepth {
      throw YAMLProblem(
        message: "this is nested deeper than \(YAML.maximumDepth) levels; is a bracket missing?",
        position: event.position)
    }
    if case .alias = event.kind {
      throw YAMLProblem(message: "aliases (*name) are not used here; write the value out.", position: event.position)
    }
    if event.hasAnchor {
      throw YAMLProblem(message: "anchors (&name) are not used here; leave it out.", position: event.position)
    }
    if event.hasTag {
      throw YAMLProblem(
        message: "tags (!name) are not used here; what a value means follows from its key.", position: event.position)
    }
  }

  private mutating func sequence(depth: Int) throws(YAMLProblem) -> [Node] {
    var items: [Node] = []
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.kind { return items }
      items.append(try node(from: event, depth: depth + 1))
    }
  }

  private mutating func mapping(depth: Int) throws(YAMLProblem) -> [(key: Node, value: Node)] {
    var pairs: [(key: Node, value: Node)] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind { return pairs }
      let key = try node(from: event, depth: depth + 1)
      guard let name = key.text else {
        throw YAMLProblem(message: "a key must be a word, not \(key.found).", position: key.position)
      }
      let value = try node(from: try events.next(), depth: depth + 1)
      if let first = lines[name] {
        diagnostics.error("'\(name)' is said twice; it already stands in line \(first).", at: key)
        continue
      }
      lines[name] = key.position.line
      pairs.append((key, value))
    }
  }
}
