import CIM
import XML

/// An association filter (DSP0227 8.2) as it came over the wire.
struct AssociationQuery {
  private enum Result {
    /// What stands at the other ends.
    case instances
    /// The associations themselves.
    case associations
  }

  private let result: Result
  private let object: InstancePath
  private var associationClass: String?
  private var role: String?
  private var resultClass: String?
  private var resultRole: String?
  private var properties: [String] = []
  private let limits: ServiceLimits

  /// Names of properties a filter may hold, and the octets one may have: no class has as many, nor as long ones.
  private static let mostProperties = 256
  private static let longestName = 256

  /// `query` is what stands in the filter.
  init(_ query: XMLElement, _ limits: ServiceLimits) throws(Fault) {
    switch query.known {
    case .associatedInstances: result = .instances
    case .associationInstances: result = .associations
    default:
      throw Fault(
        .cannotProcessFilter, nil,
        "An association filter holds wsmb:AssociatedInstances or wsmb:AssociationInstances, not \(query.shownName).")
    }
    self.limits = limits
    var object: XMLElement?
    for element in query.children {
      switch element.known {
      case .object: try Self.take(element, into: &object)
      case .associationClassName: try Self.take(element, into: &associationClass)
      case .associationRole: try Self.take(element, into: &role)
      case .resultClassName: try Self.take(element, into: &resultClass)
      case .resultRole: try Self.take(element, into: &resultRole)
      case .includeResultProperty:
        guard properties.count < Self.mostProperties else {
          throw Fault(
            .cannotProcessFilter, nil, "There are more than \(Self.mostProperties) wsmb:IncludeResultProperty.")
        }
        let name = element.text.trimmed.string
        guard name.utf8.count <= Self.longestName else {
          throw Fault(
            .cannotProcessFilter, nil,
            "The name \(Fault.cut(name)) in wsmb:IncludeResultProperty has more than the \(Self.longestName) octets "
              + "allowed.")
        }
        properties.append(name)
      default:
        // What is passed over might have kept results away.
        throw Fault(
          .cannotProcessFilter, nil, "An association filter holds no \(Fault.shown(element.shownName)).")
      }
    }
    guard let object else {
      throw Fault(.cannotProcessFilter, nil, "The association filter names no wsmb:Object.")
    }
    do {
      self.object = try object.instancePath(limit: limits.selectors)
    } catch {
      throw Fault(.cannotProcessFilter, nil, error.reason)
    }
  }

  private static func take(_ element: XMLElement, into place: inout XMLElement?) throws(Fault) {
    guard place == nil else { throw repeated(element) }
    place = element
  }

  private static func take(_ element: XMLElement, into place: inout String?) throws(Fault) {
    guard place == nil else { throw repeated(element) }
    place = element.text.trimmed.string
  }

  private static func repeated(_ element: XMLElement) -> Fault {
    Fault(.cannotProcessFilter, nil, "An association filter holds \(element.shownName) once at most.")
  }

  /// What the query finds; nothing for an object or a class that is not there.
  func enumeration(_ shape: ItemShape, on view: CIMView, _ exchange: Exchange) throws(Fault) -> Enumeration {
    var shape = shape
    if !properties.isEmpty { shape.projection = Projection(properties) }
    return Enumeration(cursor: try cursor(on: view, exchange), filter: nil, shape: shape)
  }

  private func cursor(on view: CIMView, _ exchange: Exchange) throws(Fault) -> InstanceCursor {
    guard let id = try objectID(on: view, exchange) else { return .empty }
    var filter = AssociationFilter(role: role, resultRole: resultRole)
    for (name, place) in [
      (associationClass, \AssociationFilter.associationClass), (resultClass, \AssociationFilter.resultClass),
    ] {
      guard let name else { continue }
      guard let cimClass = view.schema.cimClass(name) else { return .empty }
      filter[keyPath: place] = cimClass
    }
    switch result {
    case .instances: return view.cursor(associatedWith: id, filter)
    case .associations: return view.cursor(referencing: id, resultClass: filter.resultClass, role: role)
    }
  }

  private func objectID(on view: CIMView, _ exchange: Exchange) throws(Fault) -> InstanceID? {
    guard !object.keys.isEmpty else {
      throw Fault(.cannotProcessFilter, nil, "wsmb:Object names a class; it has to name one instance by its keys.")
    }
    guard let cimClass = view.schema.cimClass(object.className) else { return nil }
    let selectors = object.keys.map { Selector(name: $0.name, value: $0.value) }
    let found: [Instance]
    do {
      found = try view.find(
        cimClass, selectors: selectors, in: exchange.snapshot, at: exchange.now, limit: 2,
        effort: limits.enumerationEffort)
    } catch {
      throw Fault(.cannotProcessFilter, nil, Fault(error, of: cimClass).reason)
    }
    guard found.count < 2 else {
      throw Fault(.cannotProcessFilter, nil, "wsmb:Object fits several instances; name all keys of one.")
    }
    return found.first?.id
  }
}
