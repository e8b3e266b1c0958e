import Model

/// The selectors of a request, checked against the keys of a class.
struct KeySelection {
  private var values: [(key: CIMProperty, value: KeyValue)] = []

  var isEmpty: Bool { values.isEmpty }

  /// Namespaces that clients may name. Everything is served in all of them.
  private static let namespaces = ["root/cimv2", "root/interop", "interop"]
  static let namespaceSelector = "__cimnamespace"

  init(_ selectors: [Selector], of cimClass: CIMClass) throws(SelectorError) {
    values.reserveCapacity(selectors.count)
    for selector in selectors {
      if selector.name.isSameName(as: Self.namespaceSelector) {
        try Self.checkNamespace(selector.value)
        continue
      }
      guard let key = cimClass.property(selector.name), key.isKey else {
        throw .unknownSelector(name: selector.name)
      }
      if values.contains(where: { $0.key.index == key.index }) { throw .duplicate(name: selector.name) }
      guard selector.value.fits(key.type) else {
        throw .typeMismatch(name: selector.name, value: selector.value.shown)
      }
      values.append((key, selector.value))
    }
  }

  static func checkNamespace(_ value: KeyValue) throws(SelectorError) {
    guard isServed(value) else { throw .invalidNamespace(value.shown) }
  }

  static func isServed(_ value: KeyValue) -> Bool {
    if case .text(let name) = value { namespaces.contains { $0.isSameName(as: name) } } else { false }
  }

  /// The texts asked for, in the order of the class's keys, nil where any will do. Nil as a whole when references are
  /// asked for, or a key that the class does not have.
  func texts(for cimClass: CIMClass) -> [String?]? {
    var texts = [String?](repeating: nil, count: cimClass.keys.count)
    for (key, value) in values {
      guard case .text(let text) = value, let place = cimClass.keys.firstIndex(where: { $0.name == key.name })
      else { return nil }
      texts[place] = text
    }
    return texts
  }

  func reference(_ name: String) -> InstancePath? {
    guard case .reference(let path) = values.first(where: { $0.key.name == name })?.value else { return nil }
    return path
  }

  /// With the values that other products use replaced by Lantern's own, and the name that a board's only system has by
  /// that of `onlySystem`.
  func applying(_ aliases: AliasTable, _ onlySystem: String?, to binding: ClassBinding) -> KeySelection {
    if aliases.isEmpty, onlySystem == nil { return self }
    var copy = self
    for index in copy.values.indices {
      guard case .text(var text) = copy.values[index].value else { continue }
      let key = copy.values[index].key.name
      text = aliases.native(of: text, key: key, binding.cimClass) ?? text
      if let onlySystem { text = binding.naming(onlySystem, in: text, key: key) }
      copy.values[index].value = .text(text)
    }
    return copy
  }
}

extension ClassBinding {
  /// The value of a key with `system` in the place of a board's only system, where it begins with that after nothing but
  /// fixed text: `ManagedSystem`, `Lantern:Boot:ManagedSystem`.
  fileprivate func naming(_ system: String, in text: String, key: String) -> String {
    guard let place = cimClass.keys.firstIndex(where: { $0.name == key }),
      let hole = keys[place].pieces.firstIndex(where: { if case .field = $0 { true } else { false } }),
      case .field(let field) = keys[place].pieces[hole], field.name == (field.kind == .system ? "id" : "system")
    else { return text }
    let before = Template(pieces: Array(keys[place].pieces[..<hole])).literal ?? ""
    guard text.hasPrefix(before + System.onlyID) else { return text }
    let rest = text.dropFirst(before.count + System.onlyID.count)
    var next = ""
    if hole + 1 < keys[place].pieces.count, case .text(let fixed) = keys[place].pieces[hole + 1] { next = fixed }
    return next.isEmpty
      ? (rest.isEmpty ? before + system : text) : (rest.hasPrefix(next) ? before + system + rest : text)
  }
}

extension CIMView {
  /// The namespace that selectors name, if it is none of those served.
  public static func unservedNamespace(in selectors: [Selector]) -> String? {
    let named = selectors.filter { $0.name.isSameName(as: KeySelection.namespaceSelector) }
    return named.first { !KeySelection.isServed($0.value) }?.value.shown
  }
}

extension KeyValue {
  /// Whether the text can be converted to the type at all.
  fileprivate func fits(_ type: CIMType) -> Bool {
    switch (self, type) {
    case (.reference, .reference): true
    case (.reference, _), (.text, .reference): false
    case (.text(let text), .boolean): text == "true" || text == "false"
    case (.text(let text), _) where type.isUnsigned: UInt64(text).map { $0 <= type.unsignedMaximum } ?? false
    case (.text(let text), _) where type.isSigned: Int64(text).map(type.signedRange.contains) ?? false
    case (.text, _): true
    }
  }

  var shown: String {
    switch self {
    case .text(let text): text
    case .reference(let path): path.description
    }
  }
}
