public import Model

extension CIMView {
  /// All instances of a class and its subclasses, each under its own class.
  public func instances(of cimClass: CIMClass, in snapshot: Snapshot, at now: Instant) -> [Instance] {
    instanceIDs(of: cimClass, in: snapshot).compactMap { instance($0, in: snapshot, at: now) }
  }

  public func instanceIDs(of cimClass: CIMClass, in snapshot: Snapshot) -> [InstanceID] {
    let lists =
      bindings(of: cimClass).map { instanceIDs(of: $0, in: snapshot) }
      + associations(of: cimClass).map { instanceIDs(of: $0, in: snapshot) }
    return lists.count == 1 ? lists[0] : lists.flatMap { $0 }
  }

  /// Nil when it is there no longer.
  public func instance(_ id: InstanceID, in snapshot: Snapshot, at now: Instant) -> Instance? {
    switch id.source {
    case .bound(let number, let object):
      return instance(id, of: bindings[number], presenting: object, in: snapshot, at: now)
    case .association(let number, let first, let second):
      return instance(id, of: associations[number], first, second, in: snapshot, at: now)
    }
  }

  private func instance(
    _ id: InstanceID, of binding: ClassBinding, presenting objectID: ObjectID?, in snapshot: Snapshot, at now: Instant
  ) -> Instance? {
    guard let objectID else {
      let presentation = Presentation(binding: binding, object: nil)
      return Instance(id: id, cimClass: binding.cimClass, renderVersion: 0, body: .bound(presentation))
    }
    guard let object = snapshot.object(objectID), binding.presents(object.content) else { return nil }
    return Instance(
      id: id, cimClass: binding.cimClass, renderVersion: object.renderVersion(at: now),
      body: .bound(Presentation(binding: binding, object: object.tellable(at: now))))
  }

  private func instance(
    _ id: InstanceID, of binding: AssociationBinding, _ first: InstanceID, _ second: InstanceID,
    in snapshot: Snapshot, at now: Instant
  ) -> Instance? {
    guard let first = instance(first, in: snapshot, at: now), let second = instance(second, in: snapshot, at: now),
      case .bound(let firstEnd) = first.body, case .bound(let secondEnd) = second.body
    else { return nil }
    // A newer object has a greater version than all before it, so the greater of two follows both.
    let version = max(first.renderVersion >> 1, second.renderVersion >> 1)
    let freshness = (first.renderVersion & 1) << 1 | second.renderVersion & 1
    return Instance(
      id: id, cimClass: binding.cimClass,
      renderVersion: binding.followsState ? version << 2 | freshness : snapshot.structureVersion,
      body: .association(binding, ends: [firstEnd, secondEnd]))
  }
}

extension ModelObject {
  /// Itself, or a copy without its reading when that is too old.
  fileprivate func tellable(at now: Instant) -> ModelObject {
    isFresh(at: now) ? self : ModelObject(content: content.withoutReading, version: version, validUntil: validUntil)
  }

  fileprivate func renderVersion(at now: Instant) -> UInt64 { version << 1 | (isFresh(at: now) ? 1 : 0) }
}
