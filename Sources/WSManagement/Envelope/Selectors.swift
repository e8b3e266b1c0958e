import CIM
import XML

extension XMLElement {
  /// The selectors of a `wsman:SelectorSet`, in their order. Names are checked against no class here.
  func selectors(limit: Int) throws(Fault) -> [Selector] {
    guard !hasWords else { throw Fault(.schemaValidationError, nil, "There is text between the selectors.") }
    var found: [Selector] = []
    for element in children {
      // What is passed over might have told this instance from another.
      guard element.known == .selector else {
        throw Fault(
          .schemaValidationError, nil,
          "A wsman:SelectorSet holds wsman:Selector only, not \(Fault.shown(element.shownName)).")
      }
      guard found.count < limit else {
        throw Fault(.encodingLimit, .selectorLimit, "There are more than \(limit) selectors.")
      }
      // The schema says `Name`, but some clients qualify it.
      guard let name = element.attribute(.name) ?? element.attribute(.qualifiedName), !name.isEmpty else {
        throw Fault(.invalidSelectors, .unexpectedSelectors, "A selector has no name.")
      }
      found.append(Selector(name: name.string, value: try element.keyValue(of: name.string, limit: limit)))
    }
    return found
  }

  private func keyValue(of name: String, limit: Int) throws(Fault) -> KeyValue {
    guard hasChildren else { return .text(text.string) }
    guard !isMixed else {
      throw Fault(
        .invalidSelectors, .invalidValue,
        "The selector \(Fault.shown(name)) holds text and elements; it may hold text or one endpoint reference.")
    }
    do {
      return .reference(try instancePath(limit: limit))
    } catch {
      throw Fault(.invalidSelectors, .invalidValue, "The selector \(Fault.shown(name)): \(error.reason)")
    }
  }

  /// What an endpoint reference names. The element may be of that type, or hold a `wsa:EndpointReference`. The address
  /// is not looked at: references point into this service, and clients write all sorts of things there.
  func instancePath(limit: Int) throws(Fault) -> InstancePath {
    let reference = child(.endpointReference) ?? self
    guard let parameters = reference.child(.referenceParameters),
      let uri = parameters.child(.resourceURI)?.text.trimmed.string
    else {
      throw Fault(
        .invalidParameter, nil, "\(Fault.shown(shownName)) is no endpoint reference with a wsman:ResourceURI.")
    }
    let selectors = try parameters.child(.selectorSet)?.selectors(limit: limit) ?? []
    return InstancePath(
      className: uri.lastIndex(of: "/").map { String(uri[uri.index(after: $0)...]) } ?? uri,
      keys: selectors.compactMap { selector in
        selector.isNamespace ? nil : InstanceKey(name: selector.name, value: selector.value)
      })
  }
}

extension Selector {
  /// The reserved selector that names a CIM namespace; no key of anything.
  var isNamespace: Bool { name.isSameName(as: "__cimnamespace") }

  /// Octets of the name and the value, at any depth.
  var octets: Int { name.utf8.count + value.octets }
}

extension KeyValue {
  fileprivate var octets: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .reference(let path):
      path.keys.reduce(path.className.utf8.count) { $0 + $1.name.utf8.count + $1.value.octets }
    }
  }
}

extension Fault {
  init(_ error: SelectorError, of cimClass: CIMClass) {
    switch error {
    case .unknownSelector(let name):
      let keys = cimClass.keys.map(\.name).joined(separator: ", ")
      self.init(
        .invalidSelectors, .unexpectedSelectors,
        "\(Fault.shown(name)) is no key of \(cimClass.name); \(keys.isEmpty ? "it has none" : "its keys are \(keys)").")
    case .typeMismatch(let name, let value):
      self.init(
        .invalidSelectors, .typeMismatch,
        "The value \(Fault.shown(value)) of selector \(Fault.shown(name)) is not of the key's type.")
    case .duplicate(let name):
      self.init(.invalidSelectors, .duplicateSelectors, "The selector \(Fault.shown(name)) is there twice.")
    case .invalidNamespace(let name):
      self.init(.invalidSelectors, .invalidValue, "There is no namespace \(Fault.shown(name)); use root/cimv2.")
    case .tooManyCandidates:
      let keys = cimClass.keys.map(\.name).joined(separator: ", ")
      self.init(
        .invalidSelectors, .insufficientSelectors,
        "To find \(cimClass.name) by these selectors takes too long; name all keys"
          + (keys.isEmpty ? " of a subclass that has keys." : ": \(keys)."))
    }
  }
}
