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

  init(_ filter: XMLElement, limit: Int) throws(Fault) {
    try Self.checkDialect(of: filter)
    guard !filter.isMixed, let query = filter.firstChild else {
      throw Fault(.cannotProcessFilter, nil, "An association filter holds one element, and no text.")
    }
    switch query.known {
    case .associatedInstances: result = .instances
    case .associationInstances: result = .associations
    default:
      throw Fault(
        .cannotProcessFilter, nil,
        "An association filter holds wsmb:AssociatedInstances or wsmb:AssociationInstances, not \(query.shownName).")
    }
    guard let object = query.child(.object) else {
      throw Fault(.cannotProcessFilter, nil, "The association filter names no wsmb:Object.")
    }
    do {
      self.object = try object.instancePath(limit: limit)
    } catch {
      throw Fault(.cannotProcessFilter, nil, error.reason)
    }
    for element in query.children {
      switch element.known {
      case .associationClassName: associationClass = element.text.trimmed.string
      case .associationRole: role = element.text.trimmed.string
      case .resultClassName: resultClass = element.text.trimmed.string
      case .resultRole: resultRole = element.text.trimmed.string
      case .includeResultProperty:
        throw Fault(.cannotProcessFilter, nil, "wsmb:IncludeResultProperty is not supported; whole instances are sent.")
      default: break
      }
    }
  }

  /// Clients compare the fault codes as text, and go on without a filter.
  static func checkDialect(of filter: XMLElement) throws(Fault) {
    let dialect = filter.attribute(.dialect)?.trimmed
    if let dialect, [URI.associationFilter, URI.oldAssociationFilter].contains(where: dialect.equalsIgnoringCase) {
      return
    }
    let name = dialect?.string ?? "XPath, which is meant when none is named,"
    throw Fault(
      .filterDialectRequestedUnavailable, nil, "The filter dialect \(Fault.shown(name)) is not supported.",
      supplement: .supportedDialects([URI.associationFilter.description]))
  }

  /// What the query finds; nothing for an object or a class that is not there.
  func run(on view: CIMView, _ exchange: Exchange) throws(Fault) -> [InstanceID] {
    guard let objectClass = view.schema.cimClass(object.className) else { return [] }
    guard !object.keys.isEmpty else {
      throw Fault(.cannotProcessFilter, nil, "wsmb:Object names a class; it has to name one instance by its keys.")
    }
    let selectors = object.keys.map { Selector(name: $0.name, value: $0.value) }
    let found: [Instance]
    do {
      found = try view.find(objectClass, selectors: selectors, in: exchange.snapshot, at: exchange.now)
    } catch {
      throw Fault(.cannotProcessFilter, nil, Fault(error, of: objectClass).reason)
    }
    guard let id = found.first?.id else { return [] }
    guard found.count == 1 else {
      throw Fault(.cannotProcessFilter, nil, "wsmb:Object fits several instances; name all keys of one.")
    }
    var filter = AssociationFilter(role: role, resultRole: resultRole)
    for (name, place) in [
      (associationClass, \AssociationFilter.associationClass), (resultClass, \AssociationFilter.resultClass),
    ] {
      guard let name else { continue }
      guard let cimClass = view.schema.cimClass(name) else { return [] }
      filter[keyPath: place] = cimClass
    }
    switch result {
    case .instances: return view.associated(with: id, filter, in: exchange.snapshot)
    case .associations:
      return view.references(to: id, resultClass: filter.resultClass, role: role, in: exchange.snapshot)
    }
  }
}
