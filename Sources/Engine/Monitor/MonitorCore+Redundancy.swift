import Model

/// Sets of devices that stand in for each other: how one stands follows from the health of its members.
extension MonitorCore {
  mutating func join(_ set: RedundancySet) {
    let id = ObjectID(.redundancy, set.id)
    for member in redundancySets.keys { redundancySets[member]?.removeAll { $0 == id } }
    for member in set.members { redundancySets[member, default: []].append(id) }
  }

  /// A fan or a supply may stand otherwise now, and so may the sets that it is in.
  mutating func touchDevice(_ id: ObjectID) {
    output.touch(id)
    touchSets(of: id)
  }

  mutating func touchSets(of member: ObjectID) {
    for set in redundancySets[member] ?? [] where others[set] != nil { output.touch(set) }
  }

  /// Known until the first of its members is not any more.
  func publication(of set: RedundancySet) -> (content: Content, validUntil: Instant) {
    let rollups = set.members.map { others[$0] == nil ? HealthRollup(of: []) : rollup(of: $0) }
    var set = set
    set.status = RedundancySet.status(of: rollups.map(\.health), needed: set.needed)
    return (.redundancy(set), rollups.compactMap(\.validUntil).min() ?? .distantFuture)
  }
}
