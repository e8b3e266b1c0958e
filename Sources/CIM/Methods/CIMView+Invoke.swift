public import Model

extension CIMView {
  /// Calls a method of an instance. Arguments may come in any order and any case of letters.
  public func invoke(
    _ method: CIMMethod, on instance: Instance, arguments: [(name: String, value: ArgumentValue)],
    in snapshot: Snapshot, at now: Instant
  ) throws(InvokeError) -> MethodOutcome {
    guard case .bound(let presentation) = instance.body,
      let bound = presentation.binding.methods.first(where: { $0.method.name == method.name })
    else { throw .notSupported(method: method.name) }
    let typing = ArgumentTyping(schema: schema)
    var typed: [String: CIMValue] = [:]
    var given: Set<String> = []
    for argument in arguments {
      guard let parameter = bound.method.parameter(argument.name), parameter.isInput else {
        throw .unknownParameter(name: argument.name)
      }
      guard given.insert(parameter.name).inserted else { throw .duplicateParameter(name: argument.name) }
      guard argument.value != .null else { continue }
      guard let value = typing.value(argument.value, for: ArgumentTarget(parameter)) else {
        throw .typeMismatch(name: argument.name)
      }
      typed[parameter.name] = value
    }
    if let missing = bound.method.firstMissing(from: typed) { throw .missingParameter(name: missing) }
    return bound.verb.invoke(
      MethodCall(
        view: self, method: bound.method, instance: instance, arguments: typed, snapshot: snapshot, now: now))
  }
}

extension CIMMethod {
  /// A required input that is not there. A method with a return value for invalid parameters tells it itself.
  fileprivate func firstMissing(from arguments: [String: CIMValue]) -> String? {
    let missing = parameters.first { $0.isInput && $0.isRequired && arguments[$0.name] == nil }
    guard let missing, returnValueMap?.value(named: "Invalid Parameter") == nil else { return nil }
    return missing.name
  }
}
