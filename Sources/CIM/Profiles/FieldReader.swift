import Documents
import Model

/// Finds the fields that a binding names. The kind of object is fixed by the binding's `for`.
struct FieldReader {
  /// Nil where the binding presents no object: then there are no fields.
  let kind: ObjectKind?
  let diagnostics: Diagnostics

  /// `.power.state`, with its leading dot.
  func field(_ node: Node) -> FieldReference? {
    guard let text = node.text, text.hasPrefix(".") else {
      diagnostics.error("a field begins with a dot, such as .name; this is \(node.found).", at: node)
      return nil
    }
    return field(named: String(text.dropFirst()), at: node)
  }

  func field(named name: String, at node: Node) -> FieldReference? {
    guard let kind else {
      diagnostics.error("there is no field '\(name)' here: this class is not 'for' any object.", at: node)
      return nil
    }
    if let field = FieldReference(kind, name) { return field }
    let names = FieldReference.all(of: kind).map(\.name)
    diagnostics.error("a \(kind.rawValue) has no field '\(name)'.\(hint(for: name, among: names))", at: node)
    return nil
  }

  /// Text with holes such as `{id}`; nil, and reported, when a hole is not a field.
  func template(_ node: Node) -> Template? {
    guard let text = node.text else {
      diagnostics.error("this must be text, perhaps with holes such as {id}, not \(node.found).", at: node)
      return nil
    }
    var pieces: [Template.Piece] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else {
        diagnostics.error("'{' has no '}' in '\(text)'.", at: node)
        return nil
      }
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      guard let field = field(named: String(rest[rest.index(after: open)..<close]), at: node) else { return nil }
      pieces.append(.field(field))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return Template(pieces: pieces)
  }

  /// A template for a key: its holes must not move with readings, or the instance would change its name.
  func keyTemplate(_ node: Node) -> Template? {
    guard let template = template(node) else { return nil }
    for field in template.fields where field.followsReading {
      diagnostics.error("'\(field.name)' changes with readings; a key must not.", at: node)
      return nil
    }
    return template
  }

  /// `where:`; terms that are wrong are reported and make it nil.
  func condition(_ entries: [(name: String, key: Node, value: Node)]) -> Condition? {
    var condition = Condition()
    var isGood = true
    for (name, key, value) in entries {
      guard let field = field(named: name, at: key), let values = values(of: field, value) else {
        isGood = false
        continue
      }
      if field.followsReading {
        diagnostics.error("'\(name)' changes with readings; which objects a class presents must not.", at: key)
        isGood = false
      }
      condition.terms.append(Condition.Term(field: field, values: values))
    }
    return isGood ? condition : nil
  }

  private func values(of field: FieldReference, _ node: Node) -> Set<FieldValue>? {
    let items = if case .sequence(let items) = node.content { items } else { [node] }
    let values = items.compactMap { value(of: field, $0) }
    return values.count == items.count ? Set(values) : nil
  }

  private func value(of field: FieldReference, _ node: Node) -> FieldValue? {
    let text = node.text ?? ""
    switch field.type {
    case .bool where text == "true" || text == "false": return .bool(text == "true")
    case .choice where field.vocabulary.contains(text): return .choice(text)
    case .string where node.text != nil: return .string(text)
    case .integer where Int64(text) != nil: return Int64(text).map { .integer($0) }
    default:
      diagnostics.error(
        "'\(field.name)' cannot be \(node.found).\(hint(for: text, among: field.words ?? []))", at: node)
      return nil
    }
  }
}
