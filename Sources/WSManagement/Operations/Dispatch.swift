import CIM
import XML

extension WSManagementService {
  /// Finds the operation by the action. What is no operation of the protocol is a method, if it belongs to the
  /// resource URI.
  func dispatch(_ exchange: Exchange) throws(Fault) -> Handling {
    let text = exchange.headers.action?.text.trimmed.string ?? ""
    switch Action(rawValue: text) {
    case .get: return .answer(try answer(get(exchange), exchange.reply))
    case .enumerate: return .answer(try answer(enumerate(exchange), exchange.reply))
    case .pull: return .answer(try answer(pull(exchange), exchange.reply))
    case .release: return .answer(try answer(release(exchange), exchange.reply))
    case .put, .create, .delete: throw try refusal(of: text, exchange)
    case nil: return try invoke(text, exchange)
    }
  }

  /// No class can be changed by these operations; but a resource that does not exist is told first.
  private func refusal(of action: String, _ exchange: Exchange) throws(Fault) -> Fault {
    let uri = try exchange.resourceURI()
    if uri.isAllClasses { return Self.needsOneClass(action) }
    let cimClass = try cimClass(at: uri)
    let operation = action.split(separator: "/").last ?? ""
    return Fault(.actionNotSupported, nil, "\(cimClass.name) does not support \(operation).")
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

  /// The instances that selectors name, none or several among them.
  func find(_ cimClass: CIMClass, _ selectors: [Selector], _ exchange: Exchange) throws(Fault) -> [Instance] {
    do {
      return try view.find(cimClass, selectors: selectors, in: exchange.snapshot, at: exchange.now)
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
