import Documents
import Model

/// Reads where a property's value comes from:
///
///     ElementName: .name                                 a field
///     SensorType: { map: sensor-type, of: .kind }        a field's word through a map
///     CurrentReading: { of: .reading, as: scaled }       a field through a converter
///     InstanceID: "Lantern:{id}"                         text with holes
///     RequestedState: Not Applicable                     a literal, by its name in the schema
///     RequestedPowerState: { map: power-verb, of: .power.requested, absent: Not Applicable }
///     MemoryType: { map: memory-type, of: .memory-type, else: Other }     else: words that the map does not have
///     OtherIdentifyingInfo: [.uuid]                      a list of literals and fields
///     Names: { is: [CIM:GUID], present-if: .uuid }       any of these, while a field is present
///     UpperThresholdCritical: { of: .critical.high, as: scaled, write: sensor.thresholds }    a Put may change it
///     UserPassword: { of: .password, modify: account.password }    as write, where only the profile allows it
struct ValueSourceReader {
  let target: ValueTarget
  let fields: FieldReader
  let maps: [String: WordMap]
  let writeVerbs: [any WriteVerb]
  var diagnostics: Diagnostics { fields.diagnostics }

  /// The converters by their names in profiles.
  enum Converter: String, CaseIterable {
    case scaled, milli, rounded, text, joined
  }

  /// Nil, and reported, when the property cannot have it.
  func source(_ node: Node) -> ValueSource? {
    var source = ownSource(node)
    source?.isArray = target.isArray
    return source
  }

  private func ownSource(_ node: Node) -> ValueSource? {
    switch node.content {
    case .null:
      diagnostics.error("\(target.name) has no value here; leave it out instead.", at: node)
      return nil
    case .mapping: return mapping(node)
    case .scalar: return scalar(node)
    case .sequence(let items): return list(items, node)
    }
  }

  private func list(_ items: [Node], _ node: Node) -> ValueSource? {
    guard target.isArray else {
      diagnostics.error("\(target.name) is \(target.typeName); it cannot be a list.", at: node)
      return nil
    }
    let sources = items.compactMap(scalar)
    guard sources.count == items.count else { return nil }
    let literals = sources.compactMap { if case .literal(let value) = $0.origin { value } else { nil } }
    return literals.count == sources.count
      ? ValueSource(origin: .literal(.array(literals))) : ValueSource(origin: .list(sources))
  }

  /// One value, never an array.
  private func scalar(_ node: Node) -> ValueSource? {
    guard case .scalar(let text, let isPlain) = node.content else {
      diagnostics.error("\(target.name) cannot be \(node.found) here.", at: node)
      return nil
    }
    if isPlain, text.hasPrefix(".") { return fields.field(node).flatMap { converted($0, nil, at: node) } }
    if text.contains("{"), target.type == .string {
      return fields.template(node).map { ValueSource(origin: .template($0)) }
    }
    return target.literal(node, diagnostics).map { literal in
      if case .array(let values) = literal, let value = values.first { return ValueSource(origin: .literal(value)) }
      return ValueSource(origin: .literal(literal))
    }
  }

  private func mapping(_ node: Node) -> ValueSource? {
    guard var reader = MappingReader(node, "a value", diagnostics) else { return nil }
    let of = reader.node("of")
    let literal = reader.node("is")
    let map = reader.node("map")
    let converter: Converter? = reader.choice("as")
    let hasElse = reader.has("else")
    let otherwise = reader.node("else")
    let absent = reader.node("absent")
    let condition = reader.node("present-if")
    // `modify` where the specification of the profile lets a property be changed that the schema does not.
    let modify = reader.node("modify")
    let write = reader.node("write") ?? modify
    reader.finish()
    if let problem = contradiction(
      of: of != nil, is: literal != nil, map: map != nil, as: converter != nil, else: hasElse, absent: absent != nil)
    {
      diagnostics.error(problem, at: node)
      return nil
    }
    var source: ValueSource?
    if let literal {
      source = self.source(literal)
    } else if let of, let field = fields.field(of) {
      source =
        map.flatMap { mapped(field, $0, hasElse: hasElse, otherwise: otherwise) }
        ?? (map == nil ? converted(field, converter, at: of) : nil)
    }
    guard var source else { return nil }
    if let absent {
      guard let literal = target.literal(absent, diagnostics) else { return nil }
      source.absent = literal
    }
    if let condition {
      guard let field = fields.field(condition) else { return nil }
      source.condition = field
    }
    if let write {
      guard let verb = writeVerb(write, source, despiteSchema: modify != nil) else { return nil }
      source.write = verb
    }
    return source
  }

  /// The verb of `write`; nil, and reported, when the property cannot be written by it.
  private func writeVerb(_ node: Node, _ source: ValueSource, despiteSchema: Bool) -> (any WriteVerb)? {
    guard let word = node.text, let verb = writeVerbs.first(where: { $0.name == word }) else {
      let names = writeVerbs.map(\.name)
      diagnostics.error("there is no write verb \(node.found).\(hint(for: node.text ?? "", among: names))", at: node)
      return nil
    }
    guard target.isWritable || despiteSchema else {
      diagnostics.error(
        "the schema does not let \(target.name) be written; where a profile's specification does, say 'modify'.",
        at: node)
      return nil
    }
    guard let field = source.writableField else {
      diagnostics.error(
        "\(target.name) cannot be written: there is no way back from its value to one field of the object.", at: node)
      return nil
    }
    if let objection = verb.objection(to: field) {
      diagnostics.error("'\(word)' \(objection).", at: node)
      return nil
    }
    return verb
  }

  private func contradiction(
    of: Bool, is literal: Bool, map: Bool, as converter: Bool, else otherwise: Bool, absent: Bool
  ) -> String? {
    if of == literal { return "a value needs either 'of' with a field or 'is' with a literal." }
    if map && converter { return "'map' and 'as' exclude each other." }
    if literal && (map || converter || absent) { return "'map', 'as' and 'absent' are for a field, named by 'of'." }
    return otherwise && !map ? "'else' is for words that a map does not have; there is no 'map' here." : nil
  }

  private func mapped(_ field: FieldReference, _ map: Node, hasElse: Bool, otherwise: Node?) -> ValueSource? {
    guard let name = map.text, let words = maps[name] else {
      diagnostics.error("there is no map \(map.found).\(hint(for: map.text ?? "", among: maps.keys.sorted()))", at: map)
      return nil
    }
    switch field.type {
    case .bool, .integer, .string, .choice, .choices, .strings: break
    case .real, .time, .duration, .object, .secret:
      diagnostics.error("'\(field.name)' is \(field.type.rawValue); a map needs words or whole numbers.", at: map)
      return nil
    }
    if field.isList, !target.isArray {
      diagnostics.error("'\(field.name)' is a list; \(target.name) is \(target.typeName).", at: map)
      return nil
    }
    // The elements of a list field are mapped one by one; a single word may become a whole array.
    let element = field.isList ? target.element : target
    guard let values = words.compiled(for: element, of: field, hasElse: hasElse, at: map, diagnostics) else {
      return nil
    }
    var fallback: CIMValue?
    if let otherwise {
      guard let literal = element.literal(otherwise, diagnostics) else { return nil }
      fallback = literal
    }
    return ValueSource(origin: .field(field, .words(values, otherwise: fallback)))
  }

  /// A field taken as it is, or through a converter, checked against the property's type.
  private func converted(_ field: FieldReference, _ converter: Converter?, at node: Node) -> ValueSource? {
    guard let conversion = conversion(field, converter) else {
      let through = converter.map { " through '\($0.rawValue)'" } ?? ""
      diagnostics.error(
        "'\(field.name)' is \(field.type.rawValue)\(through); \(target.name) is \(target.typeName)."
          + advice(field, converter), at: node)
      return nil
    }
    return ValueSource(origin: .field(field, conversion))
  }

  private func conversion(_ field: FieldReference, _ converter: Converter?) -> Conversion? {
    let type = target.type
    if converter == .joined { return field.isList && type == .string ? .joined : nil }
    if field.isList && !target.isArray { return nil }
    switch (converter, field.type) {
    case (nil, .bool): return type == .boolean ? .plain(type) : nil
    case (nil, .integer): return type.isInteger ? .plain(type) : nil
    case (nil, .real): return type.isReal ? .plain(type) : nil
    case (nil, .string), (nil, .strings), (nil, .secret): return type == .string ? .plain(type) : nil
    case (nil, .time), (nil, .duration): return type == .datetime ? .plain(type) : nil
    case (.scaled, .real), (.scaled, .integer):
      guard type.isInteger, let exponent = FieldReference(field.kind, "exponent") else { return nil }
      return .scaled(exponent: exponent, type)
    case (.milli, .real), (.milli, .integer): return type.isInteger ? .milli(type) : nil
    case (.rounded, .real): return type.isInteger ? .rounded(type) : nil
    case (.text, _): return type == .string ? .text : nil
    default: return nil
    }
  }

  private func advice(_ field: FieldReference, _ converter: Converter?) -> String {
    guard converter == nil else { return "" }
    switch field.type {
    case .choice, .choices: return " Name a map for its words."
    case .real where target.type.isInteger: return " Say 'as: scaled', 'as: milli' or 'as: rounded'."
    default: return ""
    }
  }
}

extension FieldReference {
  fileprivate var isList: Bool { type == .choices || type == .strings }
}
