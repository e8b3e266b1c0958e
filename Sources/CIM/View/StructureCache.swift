import Model
import Synchronization

/// What depends only on the set of objects, their kinds and their relations, kept until the model's structure
/// changes. Everything in it is made when it is first needed.
struct StructureCache {
  private var structureVersion: UInt64 = 0
  var instances: [Int: [InstanceID]] = [:]
  var associations: [Int: [InstanceID]] = [:]
  /// By class binding: its objects by the texts of those keys that are not literal.
  var keys: [Int: [[String]: ObjectID]] = [:]
  /// By relation: who names an object by it.
  var holders: [Relation: [ObjectID: [ObjectID]]] = [:]

  /// Forgets everything when `snapshot` has another structure than the last one seen.
  mutating func follow(_ snapshot: Snapshot) {
    guard snapshot.structureVersion != structureVersion else { return }
    self = StructureCache()
    structureVersion = snapshot.structureVersion
  }
}

extension CIMView {
  /// The instances of one class binding, in the order of the model.
  func instanceIDs(of binding: ClassBinding, in snapshot: Snapshot) -> [InstanceID] {
    structures.withLock { cache in
      cache.follow(snapshot)
      if let known = cache.instances[binding.number] { return known }
      let made = makeInstanceIDs(of: binding, in: snapshot)
      cache.instances[binding.number] = made
      return made
    }
  }

  private func makeInstanceIDs(of binding: ClassBinding, in snapshot: Snapshot) -> [InstanceID] {
    switch binding.subject {
    case .itself: [InstanceID(source: .bound(binding: binding.number, object: nil))]
    case .objects(let kind, _):
      snapshot.objects(of: kind).compactMap { object in
        binding.presents(object.content)
          ? InstanceID(source: .bound(binding: binding.number, object: object.id)) : nil
      }
    }
  }

  /// The object of a binding that has these texts in its variable keys.
  func object(of binding: ClassBinding, withKeys texts: [String], in snapshot: Snapshot) -> ObjectID? {
    structures.withLock { cache in
      cache.follow(snapshot)
      if let known = cache.keys[binding.number] { return known[texts] }
      var made: [[String]: ObjectID] = [:]
      for case .bound(_, let id?) in makeInstanceIDs(of: binding, in: snapshot).map(\.source) {
        guard let object = snapshot.object(id) else { continue }
        made[binding.variableKeys.map { binding.keys[$0].text(of: object) }] = id
      }
      cache.keys[binding.number] = made
      return made[texts]
    }
  }

  /// The objects that name `target` by `relation`.
  func holders(of relation: Relation, to target: ObjectID, in snapshot: Snapshot) -> [ObjectID] {
    structures.withLock { cache in
      cache.follow(snapshot)
      if let known = cache.holders[relation] { return known[target] ?? [] }
      var made: [ObjectID: [ObjectID]] = [:]
      for kind in relation.holders {
        for object in snapshot.objects(of: kind) {
          for named in relation.targets(of: object.content) { made[named, default: []].append(object.id) }
        }
      }
      cache.holders[relation] = made
      return made[target] ?? []
    }
  }

  /// The instances of one association, in the order of the model.
  func instanceIDs(of association: AssociationBinding, in snapshot: Snapshot) -> [InstanceID] {
    let known = structures.withLock { cache in
      cache.follow(snapshot)
      return cache.associations[association.number]
    }
    if let known { return known }
    let made = makeInstanceIDs(of: association, in: snapshot)
    structures.withLock { cache in
      cache.follow(snapshot)
      cache.associations[association.number] = made
    }
    return made
  }

  private func makeInstanceIDs(of association: AssociationBinding, in snapshot: Snapshot) -> [InstanceID] {
    let from = association.naturalEnd
    return association.ends[from].candidates.flatMap { binding in
      instanceIDs(of: binding, in: snapshot).flatMap { id in
        partners(of: id, at: from, of: association, in: snapshot).map { association.id(from: from, id, $0) }
      }
    }
  }
}
