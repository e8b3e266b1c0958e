import Documents
import Model

/// Reads one item of `classes`:
///
///     - class: CIM_Fan
///       for: fan                                  the kind of object; absent: one instance, all literal
///       where: { variable-speed: true }
///       keys: { SystemName: "{system}", … }       CreationClassName may be left out
///       properties: { … }
///       methods: { RequestStateChange: unsupported }
///       delete: job.delete                        what Delete of an instance does; absent: it is refused
struct ClassBindingReader {
  let schema: CIMSchema
  let maps: [String: WordMap]
  let verbs: Verbs
  let diagnostics: Diagnostics

  /// Nil, and reported, when the class cannot be served. A property or method that is wrong is left out alone.
  func binding(_ node: Node, number: Int) -> ClassBinding? {
    guard var reader = MappingReader(node, "a class", diagnostics) else { return nil }
    defer { reader.finish() }
    guard let classNode = reader.requiredNode("class"), let cimClass = schema.cimClass(at: classNode, diagnostics)
    else {
      reader.giveUp()
      return nil
    }
    let kind: ObjectKind? = reader.choice("for")
    let kindIsGood = kind != nil || !reader.has("for")
    let fields = FieldReader(kind: kind, diagnostics: diagnostics)
    let condition = fields.condition(reader.entries("where"))
    let keyEntries = reader.entries("keys")
    let propertyEntries = reader.entries("properties")
    let methodEntries = reader.entries("methods")
    let delete = reader.node("delete")
    if cimClass.isAbstract || cimClass.isAssociation {
      let why = cimClass.isAbstract ? "is abstract" : "is an association; draw it under 'associations'"
      diagnostics.error("\(cimClass.name) \(why).", at: classNode)
      return nil
    }
    guard kindIsGood, let condition, let keys = keys(of: cimClass, keyEntries, fields, at: classNode) else {
      return nil
    }
    let subject = kind.map { ClassBinding.Subject.objects($0, condition) } ?? .itself
    let keyProperties = zip(cimClass.keys, keys).map { key, template in
      BoundProperty(property: key, source: ValueSource(template: template))
    }
    let properties = properties(of: cimClass, propertyEntries, fields)
    reportMissing(cimClass, properties, at: classNode)
    return ClassBinding(
      number: number, cimClass: cimClass, subject: subject, keys: keys,
      properties: (keyProperties + properties).sorted { $0.property.index < $1.property.index },
      methods: methods(of: cimClass, methodEntries, subject), delete: delete.flatMap { deleteVerb($0, subject) })
  }

  private func keys(
    of cimClass: CIMClass, _ entries: [(name: String, key: Node, value: Node)], _ fields: FieldReader, at node: Node
  ) -> [Template]? {
    var templates: [String: Template] = [:]
    var isGood = true
    for (name, key, value) in entries {
      guard let property = cimClass.property(name), property.name == name, property.isKey else {
        let names = cimClass.keys.map(\.name)
        diagnostics.error("\(cimClass.name) has no key '\(name)'.\(hint(for: name, among: names))", at: key)
        isGood = false
        continue
      }
      guard let template = fields.keyTemplate(value) else {
        isGood = false
        continue
      }
      if let literal = template.literal, CIMValue(text: literal, type: property.type) == nil {
        diagnostics.error("\(cimClass.name).\(name) is \(property.type.name); it cannot be '\(literal)'.", at: value)
        isGood = false
      }
      templates[name] = template
    }
    if templates["CreationClassName"] == nil {
      templates["CreationClassName"] = Template(pieces: [.text(cimClass.name)])
    }
    let unbound = cimClass.keys.map(\.name).filter { name in
      templates[name] == nil && !entries.contains { $0.name == name }
    }
    if !unbound.isEmpty {
      diagnostics.error("\(cimClass.name) needs its keys bound: \(unbound.joined(separator: ", ")).", at: node)
      isGood = false
    }
    return isGood ? cimClass.keys.compactMap { templates[$0.name] } : nil
  }

  func properties(
    of cimClass: CIMClass, _ entries: [(name: String, key: Node, value: Node)], _ fields: FieldReader
  ) -> [BoundProperty] {
    entries.compactMap { name, key, value in
      guard let property = cimClass.property(name), property.name == name else {
        let names = cimClass.properties.map(\.name)
        let hint = suggestion(for: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
        diagnostics.error("\(cimClass.name) has no property '\(name)'.\(hint)", at: key)
        return nil
      }
      guard !property.isKey else {
        diagnostics.error("'\(name)' is a key; bind it under 'keys'.", at: key)
        return nil
      }
      let reader = ValueSourceReader(
        target: ValueTarget(property, of: cimClass), fields: fields, maps: maps, writeVerbs: verbs.writes)
      return reader.source(value).map { BoundProperty(property: property, source: $0) }
    }
  }

  /// Properties that the schema requires are never NULL (DSP0004 5.6.3.42).
  private func reportMissing(_ cimClass: CIMClass, _ properties: [BoundProperty], at node: Node) {
    let bound = Set(properties.map(\.property.name))
    let missing = cimClass.properties.filter { $0.isRequired && !$0.isKey && !bound.contains($0.name) }.map(\.name)
    guard !missing.isEmpty else { return }
    diagnostics.error("\(cimClass.name) must have \(missing.joined(separator: ", ")).", at: node)
  }

  private func methods(
    of cimClass: CIMClass, _ entries: [(name: String, key: Node, value: Node)], _ subject: ClassBinding.Subject
  ) -> [MethodBinding] {
    entries.compactMap { name, key, value in
      guard let method = cimClass.method(name), method.name == name else {
        let names = cimClass.methods.map(\.name)
        diagnostics.error("\(cimClass.name) has no method '\(name)'.\(hint(for: name, among: names))", at: key)
        return nil
      }
      guard let word = value.text, let verb = verbs.methods.first(where: { $0.name == word }) else {
        let names = verbs.methods.map(\.name)
        diagnostics.error(
          "there is no method verb \(value.found).\(hint(for: value.text ?? "", among: names))", at: value)
        return nil
      }
      if let objection = verb.objection(to: method, for: subject) {
        diagnostics.error("'\(word)' \(objection).", at: value)
        return nil
      }
      return MethodBinding(method: method, verb: verb)
    }
  }
}

extension ClassBindingReader {
  private func deleteVerb(_ node: Node, _ subject: ClassBinding.Subject) -> (any DeleteVerb)? {
    guard let word = node.text, let verb = verbs.deletes.first(where: { $0.name == word }) else {
      let names = verbs.deletes.map(\.name)
      diagnostics.error("there is no delete verb \(node.found).\(hint(for: node.text ?? "", among: names))", at: node)
      return nil
    }
    if let objection = verb.objection(to: subject) {
      diagnostics.error("'\(word)' \(objection).", at: node)
      return nil
    }
    return verb
  }
}

extension ValueSource {
  /// A key: literal when it has no holes.
  init(template: Template) {
    self.init(origin: template.literal.map { .literal(.string($0)) } ?? .template(template))
  }
}

extension CIMSchema {
  /// The class that a data file names, exactly as the schema spells it; nil, and reported, when there is none.
  func cimClass(at node: Node, _ diagnostics: Diagnostics) -> CIMClass? {
    let name = node.text ?? ""
    if let found = cimClass(name) {
      if found.name == name { return found }
      diagnostics.error("the schema spells '\(name)' as '\(found.name)'.", at: node)
      return nil
    }
    let near = suggestion(for: name, among: classNames).flatMap { cimClass($0) }.map { " Did you mean '\($0.name)'?" }
    diagnostics.error("the schema has no class \(node.found).\(near ?? "")", at: node)
    return nil
  }
}
