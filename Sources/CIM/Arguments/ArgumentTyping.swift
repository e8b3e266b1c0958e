/// Gives arguments the types that the schema wants.
struct ArgumentTyping {
  let schema: CIMSchema

  /// Nil when the argument cannot be converted, NULL included.
  func value(_ argument: ArgumentValue, for target: ArgumentTarget) -> CIMValue? {
    guard target.isArray else { return single(argument, target) }
    let items = if case .array(let items) = argument { items } else { [argument] }
    if target.isOctetString, target.type == .uint8 { return octets(items) }
    let values = items.compactMap { single($0, target) }
    return values.count == items.count ? .array(values) : nil
  }

  private func single(_ argument: ArgumentValue, _ target: ArgumentTarget) -> CIMValue? {
    switch argument {
    case .instance(let embedded): return target.embeddedClass.flatMap { instance(embedded, stated: $0) }
    case .text where target.embeddedClass != nil: return nil
    case .text(let text) where target.isOctetString && target.type == .string:
      return OctetText.isHexadecimal(text) ? .string(text.uppercased()) : nil
    case .text(let text): return CIMValue(text: text, type: target.type)
    case .reference(let path): return accepts(path, target) ? .reference(path) : nil
    case .null, .array: return nil
    }
  }

  /// A reference may name an instance by a superclass; a class that is not here names nothing, which is for the method
  /// to say.
  private func accepts(_ path: InstancePath, _ target: ArgumentTarget) -> Bool {
    guard target.type == .reference else { return false }
    guard let named = schema.cimClass(path.className), let wanted = target.referenceClass.flatMap(schema.cimClass)
    else { return true }
    return named.isKind(of: wanted) || wanted.isKind(of: named)
  }

  /// A uint8 array with the qualifier OctetString is one text in base64 (DSP0230 7.2).
  private func octets(_ items: [ArgumentValue]) -> CIMValue? {
    guard items.count == 1, case .text(let text) = items[0], let octets = OctetText.base64(text) else { return nil }
    return .array(octets.map { .unsigned(UInt64($0)) })
  }

  private func instance(_ argument: EmbeddedArgument, stated: String) -> CIMValue? {
    guard let cimClass = schema.cimClass(argument.className ?? stated), !cimClass.isAbstract else { return nil }
    if stated != "*" {
      guard let wanted = schema.cimClass(stated), cimClass.isKind(of: wanted) else { return nil }
    }
    var gathered: [(property: CIMProperty, value: ArgumentValue)] = []
    for given in argument.properties where given.value != .null {
      guard let property = cimClass.property(given.name) else { return nil }
      guard let place = gathered.firstIndex(where: { $0.property.index == property.index }) else {
        gathered.append((property, given.value))
        continue
      }
      guard property.isArray else { return nil }
      gathered[place].value = .array(gathered[place].value.items + given.value.items)
    }
    let values = gathered.compactMap { property, value in
      self.value(value, for: ArgumentTarget(property)).map { (property.name, $0) }
    }
    guard values.count == gathered.count else { return nil }
    return EmbeddedInstance(cimClass: cimClass, properties: values).map { .instance($0) }
  }
}

extension ArgumentValue {
  fileprivate var items: [ArgumentValue] { if case .array(let items) = self { items } else { [self] } }
}
