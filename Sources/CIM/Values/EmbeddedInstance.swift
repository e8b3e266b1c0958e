/// An instance as the value of a property or parameter: EmbeddedInstance and EmbeddedObject (DSP0004 5.6.3.14). It has
/// a class and values of its own, and no path: nothing can name it.
public struct EmbeddedInstance: Hashable, Sendable {
  public let cimClass: CIMClass
  private let slots: [Slot]

  private struct Slot: Hashable, Sendable {
    let index: Int
    let value: CIMValue
  }

  /// Names in any case of letters and in any order; what is not named is NULL. Nil when the class has no property of
  /// one of the names, or one is named twice. That values fit their properties is the caller's part.
  public init?(cimClass: CIMClass, properties: [(name: String, value: CIMValue)]) {
    var slots: [Slot] = []
    slots.reserveCapacity(properties.count)
    for (name, value) in properties {
      guard let property = cimClass.property(name) else { return nil }
      slots.append(Slot(index: property.index, value: value))
    }
    slots.sort { $0.index < $1.index }
    guard zip(slots, slots.dropFirst()).allSatisfy({ $0.index != $1.index }) else { return nil }
    self.cimClass = cimClass
    self.slots = slots
  }

  /// All properties that have a value, in the order of XML. NULLs are skipped.
  public func forEachProperty(_ body: (CIMProperty, CIMValue) -> Void) {
    for slot in slots { body(cimClass.properties[slot.index], slot.value) }
  }

  /// The value of a property, its name in any case of letters; nil for NULL and for what the class does not have.
  public subscript(_ name: String) -> CIMValue? {
    guard let index = cimClass.property(name)?.index else { return nil }
    return slots.first { $0.index == index }?.value
  }
}

extension EmbeddedInstance: CustomStringConvertible {
  /// `instance of CIM_Y { Name = "x"; Size = 3; }`, after MOF.
  public var description: String {
    var text = "instance of \(cimClass.name) {"
    forEachProperty { property, value in text += " \(property.name) = \(value);" }
    return text + " }"
  }
}
