import CIM
import XML

/// The input of a method: `{Method}_INPUT` with an element for each argument, in any order (DSP0230 9).
struct MethodInput {
  let method: CIMMethod
  let cimClass: CIMClass
  let reader: ArgumentReader

  /// An empty body is input without arguments.
  func read(_ content: XMLElement?) throws(Fault) -> [(name: String, value: ArgumentValue)] {
    guard let content else { return [] }
    guard content.localName.isSameName(as: "\(method.name)_INPUT") else {
      throw Fault(
        .actionNotSupported, .actionMismatch,
        "The action is \(method.name), the body is \(Fault.shown(content.shownName)).")
    }
    guard content.namespace.isSameName(as: cimClass.resourceURI) else {
      throw Fault(
        .schemaValidationError, nil,
        "\(content.localName) belongs in the namespace \(cimClass.resourceURI), not \(Fault.shown(content.namespace)).")
    }
    do {
      return try reader.values(in: content) { name in
        let place = method.parameters.firstIndex { $0.isInput && $0.name.isSameName(as: name) }
        return place.map { ($0, ArgumentTarget(method.parameters[$0])) }
      }
    } catch {
      throw fault(error)
    }
  }

  private func fault(_ defect: ArgumentDefect) -> Fault {
    let name = Fault.shown(defect.name)
    return switch defect.kind {
    case .unknown: Fault(InvokeError.unknownParameter(name: defect.name), method, cimClass)
    case .namespace: Fault(.invalidParameter, .invalidName, "The parameter \(name) is not read: \(defect.why)")
    case .type:
      Fault(.invalidParameter, .typeMismatch, "The value of the parameter \(name) is not read: \(defect.why)")
    case .mixed: Fault(.schemaValidationError, nil, "\(name) is not read: \(defect.why)")
    }
  }
}

extension Fault {
  init(_ error: InvokeError, _ method: CIMMethod, _ cimClass: CIMClass) {
    switch error {
    case .notSupported:
      self.init(.actionNotSupported, nil, "This service does not carry out \(method.name) of \(cimClass.name).")
    case .unknownParameter(let name):
      let inputs = method.parameters.filter(\.isInput).map(\.name)
      let known = inputs.isEmpty ? "it has none" : "it has \(inputs.joined(separator: ", "))"
      self.init(
        .invalidParameter, .invalidName, "\(method.name) has no input parameter \(Fault.shown(name)); \(known).")
    case .duplicateParameter(let name):
      self.init(.invalidParameter, .invalidName, "The parameter \(Fault.shown(name)) is there twice.")
    case .invalidValue(let name, let why):
      self.init(.invalidParameter, nil, "The parameter \(Fault.shown(name)) of \(method.name) cannot be that. \(why)")
    case .missingParameter(let name):
      self.init(
        .invalidParameter, nil, "The parameter \(Fault.shown(name)) of \(method.name) is required and missing.")
    case .typeMismatch(let name):
      let type = method.parameter(name).map { "\($0.type.name)\($0.isArray ? "[]" : "")" } ?? "another type"
      self.init(
        .invalidParameter, .typeMismatch,
        "The value of the parameter \(Fault.shown(name)) is not of its type, \(type).")
    }
  }
}
