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
    var changed: [TypedProperty] = []
    for change in given where !isSame(instance[change.property.name], change.value, in: snapshot) {
      if change.property.isKey { throw .keyChanged(name: change.name) }
      if instance.source(of: change.property)?.write != nil {
        changed.append(change)
      } else if !isComplete || !instance.followsReading(change.property) {
        throw .readOnly(name: change.name)
      }
    }
    if isComplete, let missing = instance.cimClass.missing(in: given.map(\.property.index)) {
      throw .missing(name: missing.name)
    }
    return try write(changed, to: instance)
  }

  /// All changes go to one verb: a command is carried out as a whole or not at all, and two would not be.
  private func write(_ changed: [TypedProperty], to instance: Instance) throws(WriteError) -> WriteOutcome {
    guard let first = changed.first, let verb = instance.source(of: first.property)?.write,
      case .bound(let presentation) = instance.body, let object = presentation.object
    else { return .unchanged }
    var changes: [WriteCall.Change] = []
    for change in changed {
      guard let source = instance.source(of: change.property), let field = source.writableField else { continue }
      guard source.write?.name == verb.name else {
        throw .invalidValue(
          name: change.name, why: "It cannot be changed together with \(first.name); change them one after the other.")
      }
      guard let value = source.fieldValue(of: change.value, in: object) else {
        throw .invalidValue(name: change.name, why: "There is no such value here.")
      }
      changes.append(WriteCall.Change(name: change.name, field: field, value: value))
    }
    return try verb.write(WriteCall(object: object, changes: changes))
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
  /// Where the value of a property comes from; nil for ends of associations and for what no profile binds.
  fileprivate func source(of property: CIMProperty) -> ValueSource? {
    switch body {
    case .bound(let presentation):
      return presentation.binding.properties.first { $0.property.index == property.index }?.source
    case .association(let binding, _):
      let bound = binding.properties.first { $0.property.index == property.index }
      guard case .value(let source, _)? = bound?.origin else { return nil }
      return source
    }
  }

  /// Whether the value may have moved by itself since the client read it.
  fileprivate func followsReading(_ property: CIMProperty) -> Bool {
    source(of: property)?.fields.contains(where: \.followsReading) ?? false
  }
}

extension CIMClass {
  /// The first key or required property that is none of these.
  fileprivate func missing(in named: [Int]) -> CIMProperty? {
    properties.first { ($0.isKey || $0.isRequired) && !named.contains($0.index) }
  }
}
