import Model
import Testing

@testable import CIM

/// Nothing that a profile shows is frozen by mistake: each field of the model is changed by itself, and what is bound
/// to it must move.
struct FieldCoverageTests {
  /// A property of a class.
  struct Place: Hashable, CustomStringConvertible {
    let cimClass: String
    let property: String
    var description: String { "\(cimClass).\(property)" }
  }

  let view = Shipped.plain.view

  /// The second system is for objects to move to.
  private static let base =
    SampleBoard.contents + [.system(System(id: "node2", name: "Second")), .sensor(outlet)]

  /// A sensor that knows everything about itself.
  private static var outlet: Sensor {
    var sensor = SampleBoard.inlet
    sensor.id = "outlet"
    sensor.thresholds.fatalLow = -10
    sensor.thresholds.fatalHigh = 60
    sensor.nominal = 25
    (sensor.normalMinimum, sensor.normalMaximum) = (15, 35)
    (sensor.minimumReadable, sensor.maximumReadable) = (-55, 127)
    sensor.resolution = 0.25
    return sensor
  }

  @Test(arguments: ObjectKind.allCases)
  func theTableHasEveryField(_ kind: ObjectKind) {
    #expect(Variations.fieldNames(of: kind) == Set(FieldReference.all(of: kind).map(\.name)))
  }

  @Test(arguments: ObjectKind.allCases)
  func everyVariationMovesItsField(_ kind: ObjectKind) {
    for field in FieldReference.all(of: kind) where field.type != .secret {
      let moved = SampleBoard.contents.filter { $0.id.kind == kind }.contains { content in
        Variations.of(content, field: field.name).contains { $0[field] != content[field] }
      }
      #expect(moved, "\(kind.rawValue) \(field.name)")
    }
  }

  @Test func fieldsThatFollowReadingsAreThoseThatAgeTakesAway() {
    for content in SampleBoard.contents {
      for field in FieldReference.all(of: content.id.kind) where !field.followsReading {
        let aged = content.withoutReading
        #expect(aged[field] == content[field], "\(field.kind.rawValue) \(field.name) changes when a reading grows old")
      }
    }
  }

  @Test func whateverIsBoundToAFieldMovesWithIt() {
    for kind in ObjectKind.allCases {
      for field in FieldReference.all(of: kind) where field.type != .secret {
        let bound = places(boundTo: field)
        guard !bound.isEmpty else { continue }
        let still = bound.subtracting(places(movedBy: field))
        #expect(still.isEmpty, "\(kind.rawValue) \(field.name) does not move \(still)")
      }
    }
  }

  @Test func whatIsBoundToNoFieldIsADeclaredLiteral() {
    let named = Set(ObjectKind.allCases.flatMap { FieldReference.all(of: $0) }.flatMap { places(boundTo: $0) })
    for binding in view.bindings {
      for property in binding.properties where !named.contains(Place(binding.cimClass, property)) {
        let isLiteral = if case .literal = property.source.origin { true } else { false }
        #expect(isLiteral, "\(Place(binding.cimClass, property))")
      }
    }
  }

  private func places(boundTo field: FieldReference) -> Set<Place> {
    var places: Set<Place> = []
    for binding in view.bindings {
      for property in binding.properties where property.source.fields.contains(field) {
        places.insert(Place(binding.cimClass, property))
      }
    }
    for association in view.associations {
      for property in association.properties {
        if case .value(let source, _) = property.origin, source.fields.contains(field) {
          places.insert(Place(cimClass: association.cimClass.name, property: property.property.name))
        }
      }
    }
    return places
  }

  private func places(movedBy field: FieldReference) -> Set<Place> {
    let before = values(Self.base)
    var moved: Set<Place> = []
    for (index, content) in Self.base.enumerated() where content.id.kind == field.kind {
      for variation in Variations.of(content, field: field.name) {
        var contents = Self.base
        contents[index] = variation
        let after = values(contents)
        moved.formUnion(Set(before.keys).union(after.keys).filter { before[$0] != after[$0] })
      }
    }
    return moved
  }

  /// Every value of every property, over all instances.
  private func values(_ contents: [Content]) -> [Place: [String]] {
    let board = SampleBoard(contents)
    var values: [Place: [String]] = [:]
    for cimClass in Set(view.bindings.map(\.cimClass) + view.associations.map(\.cimClass)) {
      for instance in view.instances(of: cimClass, in: board.snapshot, at: board.now) {
        instance.forEachProperty { property, value in
          values[Place(cimClass: instance.cimClass.name, property: property.name), default: []].append(
            value.description)
        }
      }
    }
    return values
  }
}

extension FieldCoverageTests.Place {
  init(_ cimClass: CIMClass, _ property: BoundProperty) {
    self.init(cimClass: cimClass.name, property: property.property.name)
  }
}
