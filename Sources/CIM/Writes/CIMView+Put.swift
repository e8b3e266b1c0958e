public import Model

extension CIMView {
  /// Changes properties of an instance (WS-Transfer Put, whole or of a fragment).
  ///
  /// `properties` is what the body holds, in any order and any case of letters, `.null` for xsi:nil. Properties that
  /// cannot be written may be sent back as they are. With `isComplete` the body is a whole representation: then keys and
  /// required properties must be there, writable properties that are left out keep their value, and of a property that
  /// follows readings any value is taken for an older reading.
  public func put(
    _ properties: [(name: String, value: ArgumentValue)], to instance: Instance, isComplete: Bool,
    in snapshot: Snapshot, at now: Instant
  ) throws(WriteError) -> WriteOutcome {
    let given = try typed(properties, instance.cimClass)
    for (name, property, value) in given where !isSame(instance[property.name], value, in: snapshot) {
      if property.isKey { throw .keyChanged(name: name) }
      if isComplete, instance.followsReading(property) { continue }
      throw .readOnly(name: name)
    }
    if isComplete {
      let named = Set(given.map(\.property.index))
      let missing = instance.cimClass.properties.first { property in
        (property.isKey || property.isRequired) && !named.contains(property.index)
      }
      if let missing { throw .missing(name: missing.name) }
    }
    return .unchanged
  }

  private typealias TypedProperty = (name: String, property: CIMProperty, value: CIMValue?)

  private func typed(
    _ properties: [(name: String, value: ArgumentValue)], _ cimClass: CIMClass
  ) throws(WriteError) -> [TypedProperty] {
    let typing = ArgumentTyping(schema: schema)
    var typed: [TypedProperty] = []
    typed.reserveCapacity(properties.count)
    for (name, value) in properties {
      guard let property = cimClass.property(name) else { throw .unknownProperty(name: name) }
      guard !typed.contains(where: { $0.property.index == property.index }) else { throw .duplicate(name: name) }
      guard value != .null else {
        typed.append((name, property, nil))
        continue
      }
      guard let value = typing.value(value, for: ArgumentTarget(property)) else { throw .typeMismatch(name: name) }
      typed.append((name, property, value))
    }
    return typed
  }

  /// Whether two values say the same, however they are written.
  private func isSame(_ a: CIMValue?, _ b: CIMValue?, in snapshot: Snapshot) -> Bool {
    switch (a, b) {
    case (.array(let a)?, .array(let b)?):
      a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1, in: snapshot) }
    case (.datetime(.timestamp(let a, _))?, .datetime(.timestamp(let b, _))?): a == b
    case (.reference(let a)?, .reference(let b)?): a == b || namesTheSame(a, b, in: snapshot)
    default: a == b
    }
  }

  private func namesTheSame(_ a: InstancePath, _ b: InstancePath, in snapshot: Snapshot) -> Bool {
    guard let first = try? find(a, in: snapshot), let second = try? find(b, in: snapshot) else { return false }
    return first.count == 1 && first == second
  }
}

extension Instance {
  /// Whether the value may have moved by itself since the client read it.
  fileprivate func followsReading(_ property: CIMProperty) -> Bool {
    let sources: [ValueSource] =
      switch body {
      case .bound(let presentation):
        presentation.binding.properties.filter { $0.property.index == property.index }.map(\.source)
      case .association(let binding, _):
        binding.properties.compactMap { bound in
          guard bound.property.index == property.index, case .value(let source, _) = bound.origin else { return nil }
          return source
        }
      }
    return sources.contains { $0.fields.contains(where: \.followsReading) }
  }
}
