import CIM
import XML

/// What a request is about: a class, or one instance of it.
extension WSManagementService {
  /// The class that the request's resource URI names.
  func targetClass(_ exchange: Exchange) throws(Fault) -> CIMClass {
    let uri = try exchange.resourceURI()
    if uri.isAllClasses { throw Self.needsOneClass(exchange.action) }
    return try cimClass(at: uri)
  }

  /// The one instance meant, for an operation that may change it: never the first of several.
  func targetInstance(of cimClass: CIMClass, _ exchange: Exchange) throws(Fault) -> Instance {
    let selectors = try exchange.selectors(limit: limits.selectors)
    let found = try find(cimClass, selectors, exchange)
    guard let first = found.first else { throw Self.notFound(cimClass, selectors) }
    guard found.count > 1 else { return first }
    guard selectors.ofKeys.isEmpty else { throw Self.ambiguous(cimClass, selectors) }
    let keys = cimClass.keys.map(\.name).joined(separator: ", ")
    let advice = keys.isEmpty ? "use the resource URI of a subclass that has keys" : "say which by its keys \(keys)"
    throw Fault(
      .invalidSelectors, .insufficientSelectors,
      "There are several instances of \(cimClass.name); \(advice).")
  }

  /// The instance to be read: without selectors the first, as the clients of Intel AMT expect.
  func readableInstance(of cimClass: CIMClass, _ exchange: Exchange) throws(Fault) -> Instance {
    let selectors = try exchange.selectors(limit: limits.selectors)
    let found = try find(cimClass, selectors, exchange)
    guard let first = found.first else { throw Self.notFound(cimClass, selectors) }
    guard found.count == 1 || selectors.ofKeys.isEmpty else { throw Self.ambiguous(cimClass, selectors) }
    return first
  }

  static func needsOneClass(_ action: String) -> Fault {
    Fault(
      .actionNotSupported, nil,
      "\(Fault.shown(action)) needs the resource URI of one class; all classes together can only be enumerated.")
  }

  /// The class a resource URI names. The schema's classes all exist, though the machine may have no instances.
  func cimClass(at uri: XMLText) throws(Fault) -> CIMClass {
    guard let name = uri.string(after: CIMClass.resourceURIPrefix), let cimClass = view.schema.cimClass(name) else {
      throw Fault(
        .destinationUnreachable, .invalidResourceURI,
        "There is no class with the resource URI \(Fault.shown(uri.string)).")
    }
    return cimClass
  }

  /// The instances that selectors name: none, one, or the first two of several.
  private func find(
    _ cimClass: CIMClass, _ selectors: [Selector], _ exchange: Exchange
  ) throws(Fault) -> [Instance] {
    do {
      return try view.find(
        cimClass, selectors: selectors, in: exchange.snapshot, at: exchange.now, limit: 2,
        effort: limits.enumerationEffort)
    } catch {
      throw Fault(error, of: cimClass)
    }
  }

  static func notFound(_ cimClass: CIMClass, _ selectors: [Selector]) -> Fault {
    Fault(.destinationUnreachable, nil, "There is no \(cimClass.name)\(selectors.shown).")
  }

  static func ambiguous(_ cimClass: CIMClass, _ selectors: [Selector]) -> Fault {
    Fault(.invalidSelectors, .ambiguousSelectors, "There are several \(cimClass.name)\(selectors.shown).")
  }

  /// What answers a request for the EPR of the instance; nil when nobody asked.
  func requestedEPR(of instance: Instance, _ exchange: Exchange) -> RequestedEPR? {
    exchange.headers.requestEPR == nil ? nil : .reference(cache.rendered(instance).reference)
  }
}

extension [Selector] {
  /// Without the reserved one, which selects nothing.
  var ofKeys: [Selector] { filter { !$0.isNamespace } }

  /// For people: ` with DeviceID="fan9"`.
  fileprivate var shown: String {
    let parts = ofKeys.map { selector in
      switch selector.value {
      case .text(let text): "\(selector.name)=\"\(Fault.cut(text))\""
      case .reference(let path): "\(selector.name)={\(Fault.shown(path.description))}"
      }
    }
    return parts.isEmpty ? "" : " with " + parts.joined(separator: ", ")
  }
}
