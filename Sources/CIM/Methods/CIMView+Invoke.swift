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
    var typed: [String: CIMValue] = [:]
    var given: Set<String> = []
    for argument in arguments {
      guard let parameter = bound.method.parameter(argument.name), parameter.isInput else {
        throw .unknownParameter(name: argument.name)
      }
      guard given.insert(parameter.name).inserted else { throw .duplicateParameter(name: argument.name) }
      guard argument.value != .null else { continue }
      guard let value = argument.value.typed(parameter) else { throw .typeMismatch(name: argument.name) }
      typed[parameter.name] = value
    }
    return bound.verb.invoke(
      MethodCall(
        view: self, method: bound.method, instance: instance, arguments: typed, snapshot: snapshot, now: now))
  }
}

extension ArgumentValue {
  /// The value in the type of a parameter; nil when it cannot be converted.
  fileprivate func typed(_ parameter: CIMParameter) -> CIMValue? {
    guard parameter.isArray else { return single(parameter.type) }
    let items = if case .array(let items) = self { items } else { [self] }
    let values = items.compactMap { $0.single(parameter.type) }
    return values.count == items.count ? .array(values) : nil
  }

  private func single(_ type: CIMType) -> CIMValue? {
    switch self {
    case .text(let text): CIMValue(text: text, type: type)
    case .reference(let path): type == .reference ? .reference(path) : nil
    case .null, .array: nil
    }
  }
}
