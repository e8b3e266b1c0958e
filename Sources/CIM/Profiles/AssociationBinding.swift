import Model

/// One association that a profile draws, between the instances of two classes and their subclasses.
final class AssociationBinding: Sendable {
  /// What joins two instances.
  enum Link: Sendable {
    /// The object at end `holder` names the object at the other end by a relation of the model.
    case relation(Relation, holder: Int)
    /// Both ends present the same object.
    case same
    /// Every instance of the first binding with every instance of the second.
    case pairs([(ClassBinding, ClassBinding)])
  }

  struct End: Sendable {
    let property: CIMProperty
    /// The class bindings whose instances can stand here.
    let candidates: [ClassBinding]
  }

  /// A property of the association: one of its ends, or a value from the object at an end.
  struct Property: Sendable {
    enum Origin: Sendable {
      case end(Int)
      case value(ValueSource, end: Int)
    }

    let property: CIMProperty
    let origin: Origin
  }

  /// Its place in the view's list of associations.
  let number: Int
  let cimClass: CIMClass
  let link: Link
  /// Two, in the order of the class's keys.
  let ends: [End]
  /// The ends included, in the order of XML.
  let properties: [Property]
  /// Whether some property follows the state of an object.
  let followsState: Bool

  init(number: Int, cimClass: CIMClass, link: Link, ends: [End], values: [BoundProperty], valuesFrom: Int) {
    self.number = number
    self.cimClass = cimClass
    self.link = link
    self.ends = ends
    let endProperties = ends.indices.map { Property(property: ends[$0].property, origin: .end($0)) }
    let valueProperties = values.map {
      Property(property: $0.property, origin: .value($0.source, end: valuesFrom))
    }
    properties = (endProperties + valueProperties).sorted { $0.property.index < $1.property.index }
    followsState = values.contains { !$0.source.fields.isEmpty }
  }

  func value(of property: Property, _ ends: [Presentation]) -> CIMValue? {
    switch property.origin {
    case .end(let end): .reference(ends[end].path)
    case .value(let source, let end): source.value(of: ends[end].object)
    }
  }
}
