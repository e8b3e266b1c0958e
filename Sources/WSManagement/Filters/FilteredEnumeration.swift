import CIM
import Model
import XML

extension WSManagementService {
  /// An enumeration of what a filter leaves of a class's instances or, when the resource URI names no class, of those
  /// that the filter itself names.
  func filtered(
    by filter: XMLElement, _ cimClass: CIMClass?, _ shape: ItemShape, exactly: Bool, _ exchange: Exchange
  ) throws(Fault) -> Enumeration {
    let dialect = try FilterDialect(of: filter)
    switch dialect {
    case .association:
      guard cimClass == nil else {
        throw Fault(
          .cannotProcessFilter, nil,
          "An association filter needs the resource URI \(URI.allClasses[0]), not that of a class.")
      }
      return try AssociationQuery(filter.filterElement(dialect), limits).enumeration(shape, on: view, exchange)
    case .wql: return try queried(filter.filterText(dialect), .wql, cimClass, shape, exactly: exactly)
    case .cql: return try queried(filter.filterText(dialect), .cql, cimClass, shape, exactly: exactly)
    case .selectors:
      let cimClass = try Self.needed(cimClass, by: dialect)
      let equality = try equality(filter.filterElement(dialect), cimClass)
      let cursor = view.cursor(of: cimClass, exactly: exactly)
      return Enumeration(cursor: cursor, filter: .equality(equality), shape: shape)
    case .xpath:
      let cimClass = try Self.needed(cimClass, by: dialect)
      let xpath = try XPathFilter(filter, of: cimClass)
      let cursor = view.cursor(of: cimClass, exactly: exactly)
      return Enumeration(cursor: cursor, filter: .xpath(xpath), shape: shape)
    }
  }

  /// Filters that name no class need one in the resource URI.
  private static func needed(_ cimClass: CIMClass?, by dialect: FilterDialect) throws(Fault) -> CIMClass {
    if let cimClass { return cimClass }
    throw Fault(
      .unsupportedFeature, .filteringRequired,
      "All classes together are enumerated with a filter that names its class: WQL, CQL or associationFilter; "
        + "\(dialect.name) needs the resource URI of a class.")
  }

  /// DSP0226 8.3, selector filter: properties and the values they must have.
  private func equality(_ element: XMLElement, _ cimClass: CIMClass) throws(Fault) -> PropertyEquality {
    guard element.known == .selectorSet else {
      throw Fault(.cannotProcessFilter, nil, "A selector filter holds wsman:SelectorSet, not \(element.shownName).")
    }
    let selectors: [Selector]
    do {
      selectors = try element.selectors(limit: limits.selectors)
    } catch {
      throw Fault(.cannotProcessFilter, nil, error.reason)
    }
    let octets = selectors.reduce(0) { $0 + $1.octets }
    guard octets <= limits.filterSelectors else {
      throw Fault(
        .cannotProcessFilter, nil,
        "The selectors of the filter have \(octets) octets, more than the \(limits.filterSelectors) allowed.")
    }
    do {
      return try PropertyEquality(selectors, of: cimClass)
    } catch .unknownSelector(let name) {
      throw Fault(.cannotProcessFilter, nil, "\(cimClass.name) has no property \(Fault.shown(name)).")
    } catch {
      throw Fault(.cannotProcessFilter, nil, Fault(error, of: cimClass).reason)
    }
  }

  /// A query language's SELECT. Its class must be that of the resource URI or one below it.
  private func queried(
    _ text: String, _ language: QueryLanguage, _ cimClass: CIMClass?, _ shape: ItemShape, exactly: Bool
  ) throws(Fault) -> Enumeration {
    let query: InstanceQuery
    do {
      query = try InstanceQuery.parse(text, language, schema: view.schema)
    } catch {
      throw Fault(error)
    }
    if let cimClass, !query.cimClass.isKind(of: cimClass) {
      throw Fault(
        .cannotProcessFilter, nil,
        "The query is FROM \(query.cimClass.name), which is not \(cimClass.name), the class of the resource URI, nor a "
          + "subclass of it.")
    }
    var shape = shape
    shape.projection = query.projection.map { Projection($0) }
    let cursor =
      exactly ? view.cursor(of: cimClass ?? query.cimClass, exactly: true) : view.cursor(of: query.cimClass)
    return Enumeration(cursor: cursor, filter: .query(query), shape: shape)
  }
}

extension Fault {
  /// A query that cannot be answered. That there is no such class is told as it is of a resource URI.
  fileprivate init(_ error: QueryError) {
    switch error.kind {
    case .unknownClass: self.init(.destinationUnreachable, .invalidResourceURI, error.description)
    default: self.init(.cannotProcessFilter, nil, error.description)
    }
  }
}
