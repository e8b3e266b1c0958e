/// The selector filter of DSP0226 annex E: the instances whose properties equal every selector. Any property will do, key
/// or not; names match in any case of letters, text exactly, numbers and times by value. It can be matched any number of
/// times, on any thread.
public struct PropertyEquality: Sendable {
  private enum Wanted: Sendable {
    case value(QueryValue)
    case reference(InstancePath)
  }

  private let wanted: [Wanted]
  private let slots: PropertySlots

  /// No selectors are equal to everything of the class. `__cimnamespace` may name a namespace that is served.
  ///
  /// Throws for a name that is no property of the class (`unknownSelector`), one that is there twice, and a value that the
  /// property cannot have: text where a reference belongs, or any for an array or an embedded instance.
  public init(_ selectors: [Selector], of cimClass: CIMClass) throws(SelectorError) {
    var names: [String] = []
    var wanted: [Wanted] = []
    for selector in selectors {
      if selector.name.isSameName(as: KeySelection.namespaceSelector) {
        try KeySelection.checkNamespace(selector.value)
        continue
      }
      guard let property = cimClass.property(selector.name) else { throw .unknownSelector(name: selector.name) }
      guard !names.contains(property.name) else { throw .duplicate(name: selector.name) }
      guard let value = Self.value(selector.value, for: property) else {
        throw .typeMismatch(name: selector.name, value: selector.value.shown)
      }
      names.append(property.name)
      wanted.append(value)
    }
    self.wanted = wanted
    slots = PropertySlots(names, of: cimClass)
  }

  private static func value(_ value: KeyValue, for property: CIMProperty) -> Wanted? {
    guard !property.isArray, property.embeddedClass == nil else { return nil }
    switch value {
    case .reference(let path): return property.type == .reference ? .reference(path) : nil
    case .text(let text):
      guard let value = CIMValue(text: text, type: property.type) else { return nil }
      return QueryValue(value).map { .value($0) }
    }
  }

  /// Whether the instance is of the class or a subclass, and has all the values. NULL equals nothing.
  public func matches(_ instance: Instance) -> Bool {
    guard let slots = slots.slots(in: instance.cimClass) else { return false }
    return zip(slots, wanted).allSatisfy { slot, wanted in
      guard let value = instance.value(at: slot) else { return false }
      switch wanted {
      case .value(let wanted):
        return QueryValue(value).flatMap { $0.comparison(to: wanted, .exact) } == .equal
      case .reference(let wanted):
        if case .reference(let path) = value { return path.isNamed(by: wanted) }
        return false
      }
    }
  }
}

extension InstancePath {
  /// Whether a path from a client, of the same class and with all the keys or some, names what this one names.
  fileprivate func isNamed(by other: InstancePath) -> Bool {
    guard className.isSameName(as: other.className) else { return false }
    return other.keys.allSatisfy { key in
      switch (self[key.name], key.value) {
      case (.text(let mine)?, .text(let wanted)): mine == wanted
      case (.reference(let mine)?, .reference(let wanted)): mine.isNamed(by: wanted)
      default: key.name.isSameName(as: KeySelection.namespaceSelector)
      }
    }
  }
}
