import Model

/// A model object as one bound class presents it.
struct Presentation: Sendable {
  let binding: ClassBinding
  /// Nil where the binding presents no object.
  let object: ModelObject?

  var id: InstanceID { InstanceID(source: .bound(binding: binding.number, object: object?.id)) }

  var path: InstancePath {
    InstancePath(
      className: binding.cimClass.name,
      keys: zip(binding.cimClass.keys, binding.keys).map { key, template in
        InstanceKey(name: key.name, value: .text(template.text(of: object)))
      })
  }

  /// With nothing in the object that may not be told at `now`, because it is too old.
  func tellable(at now: Instant) -> Presentation {
    guard let object, !object.isFresh(at: now) else { return self }
    let rest = ModelObject(
      content: object.content.withoutReading, version: object.version, validUntil: object.validUntil,
      ordinal: object.ordinal)
    return Presentation(binding: binding, object: rest)
  }

  func renderVersion(at now: Instant) -> UInt64 {
    object.map { $0.version << 1 | ($0.isFresh(at: now) ? 1 : 0) } ?? 0
  }
}

extension CIMView {
  /// Nil for an association, and when it is there no longer.
  func presentation(of id: InstanceID, in snapshot: Snapshot) -> Presentation? {
    guard case .bound(let number, let object) = id.source else { return nil }
    guard let object else { return Presentation(binding: bindings[number], object: nil) }
    return snapshot.object(object).flatMap { presentation(of: $0, by: bindings[number]) }
  }

  func presentation(of object: ModelObject, by binding: ClassBinding) -> Presentation? {
    binding.presents(object.content) ? Presentation(binding: binding, object: object) : nil
  }
}
