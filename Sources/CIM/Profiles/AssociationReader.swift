import Documents
import Model

/// Reads one item of `associations`:
///
///     - class: CIM_SystemDevice
///       GroupComponent: CIM_ComputerSystem        both ends: a class, which matches with its subclasses
///       PartComponent: CIM_Fan
///       by: PartComponent.owner                   the end that holds the relation, and the relation;
///                                                 or `same`: both ends present the same object
///       properties: { … }                         of the holder's object,
///       from: GroupComponent                      or of the object at this end
struct AssociationReader {
  let schema: CIMSchema
  let bindings: [ClassBinding]
  let classes: ClassBindingReader
  var diagnostics: Diagnostics { classes.diagnostics }

  /// Nil, and reported, when the association cannot be drawn.
  func association(_ node: Node, number: Int) -> AssociationBinding? {
    guard var reader = MappingReader(node, "an association", diagnostics) else { return nil }
    guard let classNode = reader.requiredNode("class"), let cimClass = schema.cimClass(at: classNode, diagnostics),
      isDrawable(cimClass, at: classNode)
    else { return nil }
    let ends = cimClass.keys.map { key in reader.requiredNode(key.name).flatMap { end(key, $0) } }
    let by = reader.requiredNode("by")
    let from = reader.node("from")
    let entries = reader.entries("properties")
    reader.finish()
    guard let first = ends[0], let second = ends[1], let by, let link = link(by, [first, second]) else { return nil }
    let valuesFrom = from.flatMap { place(of: $0.text ?? "", in: [first, second], at: $0) } ?? link.holder
    if from != nil, entries.isEmpty { diagnostics.error("'from' says nothing without 'properties'.", at: from!) }
    return AssociationBinding(
      number: number, cimClass: cimClass, link: link, ends: [first, second],
      values: values(entries, of: cimClass, from: [first, second][valuesFrom]), valuesFrom: valuesFrom)
  }

  private func isDrawable(_ cimClass: CIMClass, at node: Node) -> Bool {
    if cimClass.isAssociation, !cimClass.isAbstract, cimClass.keys.count == 2,
      cimClass.keys.allSatisfy({ $0.type == .reference })
    {
      return true
    }
    let why =
      cimClass.isAssociation
      ? (cimClass.isAbstract ? "is abstract" : "has other keys than two references") : "is not an association"
    diagnostics.error("\(cimClass.name) \(why).", at: node)
    return false
  }

  private func end(_ property: CIMProperty, _ node: Node) -> AssociationBinding.End? {
    guard let cimClass = schema.cimClass(at: node, diagnostics) else { return nil }
    if let wanted = property.referenceClass.flatMap({ schema.cimClass($0) }), !cimClass.isKind(of: wanted) {
      diagnostics.error("\(property.name) must be a \(wanted.name), which \(cimClass.name) is not.", at: node)
      return nil
    }
    let candidates = bindings.filter { $0.cimClass.isKind(of: cimClass) }
    if candidates.isEmpty {
      diagnostics.error("no profile serves \(cimClass.name), so nothing can stand here.", at: node)
      return nil
    }
    return AssociationBinding.End(property: property, candidates: candidates)
  }

  private func link(_ node: Node, _ ends: [AssociationBinding.End]) -> AssociationBinding.Link? {
    let text = node.text ?? ""
    if text == "same" { return .same }
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      diagnostics.error(
        "'by' must be 'same', or an end and a relation such as \(ends[1].property.name).owner, not \(node.found).",
        at: node)
      return nil
    }
    guard let holder = place(of: parts[0], in: ends, at: node) else { return nil }
    guard let relation = Relation(rawValue: parts[1]) else {
      let words = Relation.allCases.map(\.rawValue)
      diagnostics.error("there is no relation '\(parts[1])'.\(hint(for: parts[1], among: words))", at: node)
      return nil
    }
    let kinds = ends[holder].candidates.compactMap(\.kind)
    if !kinds.contains(where: relation.holders.contains) {
      let holders = relation.holders.map(\.rawValue).joined(separator: ", ")
      diagnostics.error(
        "nothing at \(parts[0]) has the relation '\(parts[1])'; these have it: \(holders).", at: node)
      return nil
    }
    return .relation(relation, holder: holder)
  }

  private func place(of name: String, in ends: [AssociationBinding.End], at node: Node) -> Int? {
    if let place = ends.firstIndex(where: { $0.property.name == name }) { return place }
    diagnostics.error(
      "'\(name)' is not an end; the ends are \(ends[0].property.name) and \(ends[1].property.name).", at: node)
    return nil
  }

  /// The fields are those of the one kind of object that stands at the end.
  private func values(
    _ entries: [(name: String, key: Node, value: Node)], of cimClass: CIMClass, from end: AssociationBinding.End
  ) -> [BoundProperty] {
    let kinds = Set(end.candidates.compactMap(\.kind))
    let fields = FieldReader(kind: kinds.count == 1 ? kinds.first : nil, diagnostics: diagnostics)
    return classes.properties(of: cimClass, entries, fields)
  }
}

extension AssociationBinding.Link {
  fileprivate var holder: Int {
    if case .relation(_, let holder) = self { holder } else { 0 }
  }
}

extension ClassBinding {
  /// The kind of object it presents.
  var kind: ObjectKind? {
    if case .objects(let kind, _) = subject { kind } else { nil }
  }
}
