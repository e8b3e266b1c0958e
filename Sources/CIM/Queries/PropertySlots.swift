import Synchronization

/// Where the properties that a query names stand in each class that its instances turn out to have. Names are looked up
/// once for a class, not once for an instance. May be used on any thread.
final class PropertySlots: Sendable {
  private let cimClass: CIMClass
  /// Properties of `cimClass`.
  private let names: [String]
  private let known = Mutex(Known())

  private struct Known {
    var classes: [(cimClass: CIMClass, slots: [Int]?)] = []
    /// Instances of one class come one after another.
    var latest = 0
  }

  init(_ names: [String], of cimClass: CIMClass) {
    self.cimClass = cimClass
    self.names = names
  }

  /// The indices of the properties in that class; nil when it is neither the query's class nor a subclass.
  func slots(in other: CIMClass) -> [Int]? {
    known.withLock { known in
      if known.latest < known.classes.count, known.classes[known.latest].cimClass == other {
        return known.classes[known.latest].slots
      }
      if let place = known.classes.firstIndex(where: { $0.cimClass == other }) {
        known.latest = place
        return known.classes[place].slots
      }
      // A subclass has all properties of its superclasses.
      let slots = other.isKind(of: cimClass) ? names.compactMap { other.property($0)?.index } : nil
      known.latest = known.classes.count
      known.classes.append((other, slots))
      return slots
    }
  }
}

extension Instance {
  /// The value of the property at this place in the class's list; nil for NULL.
  func value(at slot: Int) -> CIMValue? {
    switch body {
    case .bound(let presentation):
      let properties = presentation.binding.properties
      guard let place = properties.place(of: slot, { $0.property.index }) else { return nil }
      return properties[place].source.value(of: presentation.object)
    case .association(let binding, let ends):
      guard let place = binding.properties.place(of: slot, { $0.property.index }) else { return nil }
      return binding.value(of: binding.properties[place], ends)
    }
  }
}

extension Array {
  /// The place of the element whose key it is; the keys ascend.
  fileprivate func place(of wanted: Int, _ key: (Element) -> Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let found = key(self[middle])
      if found == wanted { return middle }
      if found < wanted { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
