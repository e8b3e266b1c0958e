import Model
import Synchronization

/// What depends only on the set of objects, their kinds and their relations, kept until the model's structure
/// changes. Each table is made when it is first needed, and holds places of objects, not names.
struct StructureCache {
  struct Holding: Hashable {
    let relation: Relation
    let kind: ObjectKind
  }

  private var structureVersion: UInt64 = 0
  /// By class binding that presents some objects of a kind only: which, one bit each. The fields that decide it are no
  /// readings.
  var presented: [Int: [UInt64]] = [:]
  /// By class binding whose keys do not tell the id: places of its objects by the texts of those keys that are not
  /// literal.
  var keys: [Int: [[String]: UInt32]] = [:]
  /// Places of the objects of a kind that name an object by a relation, ascending.
  var holders: [Holding: [ObjectID: [UInt32]]] = [:]

  /// Forgets everything when `snapshot` has another structure than the last one seen.
  mutating func follow(_ snapshot: Snapshot) {
    guard snapshot.structureVersion != structureVersion else { return }
    self = StructureCache()
    structureVersion = snapshot.structureVersion
  }
}

extension CIMView {
  /// The object of a binding that has these texts in its variable keys.
  func object(of binding: ClassBinding, withKeys texts: [String], in snapshot: Snapshot) -> ModelObject? {
    guard let kind = binding.kind else { return nil }
    let objects = snapshot.objects(of: kind)
    let place = structures.withLock { cache in
      cache.follow(snapshot)
      if let known = cache.keys[binding.number] { return known[texts] }
      var made: [[String]: UInt32] = [:]
      for (place, object) in objects.enumerated() where binding.presents(object.content) {
        made[binding.variableKeys.map { binding.keys[$0].text(of: object) }] = UInt32(place)
      }
      cache.keys[binding.number] = made
      return made[texts]
    }
    return place.map { objects[Int($0)] }
  }

  /// The places of the objects of a kind that name `target` by `relation`, ascending.
  func holders(of relation: Relation, among kind: ObjectKind, to target: ObjectID, in snapshot: Snapshot) -> [UInt32] {
    let holding = StructureCache.Holding(relation: relation, kind: kind)
    return structures.withLock { cache in
      cache.follow(snapshot)
      if let known = cache.holders[holding] { return known[target] ?? [] }
      var made: [ObjectID: [UInt32]] = [:]
      for (place, object) in snapshot.objects(of: kind).enumerated() {
        for named in relation.targets(of: object.content) where made[named]?.last != UInt32(place) {
          made[named, default: []].append(UInt32(place))
        }
      }
      cache.holders[holding] = made
      return made[target] ?? []
    }
  }
}
