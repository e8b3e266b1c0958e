public import Model

extension CIMView {
  /// Every instance of every profile as text that people and golden files can compare: the class, its keys, and its
  /// properties in the order of XML; classes in the order of the profiles.
  public func dump(_ snapshot: Snapshot, at now: Instant) -> String {
    var text = ""
    for binding in bindings.map(\.cimClass).unique + associations.map(\.cimClass).unique {
      for instance in instances(of: binding, in: snapshot, at: now) where instance.cimClass === binding {
        text += dump(instance)
      }
    }
    return text
  }

  /// One instance, as in `dump(_:at:)`.
  public func dump(_ instance: Instance) -> String {
    var text = "\(instance.path)\n"
    instance.forEachProperty { property, value in text += "  \(property.name): \(value)\n" }
    return text
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it comes first.
  fileprivate var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
