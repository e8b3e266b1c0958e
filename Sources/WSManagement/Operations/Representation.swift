import CIM
import XML

/// An instance as the body of a Put or Create holds it: one element of its class, an element for each property.
struct Representation: Sendable {
  let properties: [(name: String, value: ArgumentValue)]

  /// `classes` are those whose element it may be.
  init(_ content: XMLElement?, of classes: [CIMClass], _ reader: ArgumentReader) throws(Fault) {
    let names = classes.map(\.name)
    let expected = names.count > 1 && names[0] != names[1] ? names.joined(separator: " or ") : names[0]
    guard let content else {
      throw Fault(.invalidRepresentation, .missingValues, "The body is empty; it has to hold the \(expected).")
    }
    guard let cimClass = classes.first(where: { $0.resourceURI == content.namespace }) else {
      throw Fault(
        .invalidRepresentation, .invalidNamespace,
        "\(Fault.shown(content.localName)) is in the namespace \(Fault.shown(content.namespace)); it has to be in "
          + "\(classes[0].resourceURI).")
    }
    guard content.localName.isSameName(as: cimClass.name) else {
      throw Fault(
        .invalidRepresentation, .invalidValues,
        "The body holds \(Fault.shown(content.localName)); it has to hold \(cimClass.name).")
    }
    properties = try Self.properties(in: content, namespace: content.namespace, of: cimClass, reader)
  }

  /// The properties of a class that are the children of an element.
  static func properties(
    in content: XMLElement, namespace: String, of cimClass: CIMClass, _ reader: ArgumentReader
  ) throws(Fault) -> [(name: String, value: ArgumentValue)] {
    do {
      return try reader.values(in: content, namespace: namespace) { name in
        cimClass.property(name).map { ($0.index, ArgumentTarget($0)) }
      }
    } catch {
      throw fault(error, cimClass)
    }
  }

  private static func fault(_ defect: ArgumentDefect, _ cimClass: CIMClass) -> Fault {
    let name = Fault.shown(defect.name)
    return switch defect.kind {
    case .unknown: Fault(WriteError.unknownProperty(name: defect.name), of: cimClass)
    case .namespace: Fault(.invalidRepresentation, .invalidNamespace, "The property \(name) is not read: \(defect.why)")
    case .type: Fault(.invalidRepresentation, .invalidValues, "The property \(name) is not read: \(defect.why)")
    case .mixed: Fault(.schemaValidationError, nil, "\(name) is not read: \(defect.why)")
    }
  }

  /// Whether the instance is exactly as the client has it, so that nothing new is to be told. No, where telling costs a
  /// comparison of more than text.
  func isSame(as instance: Instance) -> Bool {
    var count = 0
    var isSame = true
    instance.forEachProperty { property, value in
      count += 1
      guard isSame else { return }
      let given = properties.first { $0.name.isSameName(as: property.name) }?.value
      isSame = given.map { Self.isSame($0, value, property.type) } ?? false
    }
    return isSame && count == properties.count { $0.value != .null }
  }

  private static func isSame(_ given: ArgumentValue, _ value: CIMValue, _ type: CIMType) -> Bool {
    switch (given, value) {
    case (.array(let items), .array(let values)):
      items.count == values.count && zip(items, values).allSatisfy { isSame($0, $1, type) }
    case (.text(let text), _): CIMValue(text: text, type: type) == value
    default: false
    }
  }
}
