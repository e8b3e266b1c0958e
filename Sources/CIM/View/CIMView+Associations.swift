public import Model

extension CIMView {
  /// The instances at the other ends of the associations that `id` takes part in, each once, in the order of the
  /// profiles. Associations themselves have no partners.
  public func associated(with id: InstanceID, _ filter: AssociationFilter, in snapshot: Snapshot) -> [InstanceID] {
    var seen: Set<InstanceID> = []
    var found: [InstanceID] = []
    forEachLink(of: id, filter, in: snapshot) { _, partner in
      if seen.insert(partner).inserted { found.append(partner) }
    }
    return found
  }

  /// The association instances that name `id`: those of `resultClass` and its subclasses, in which `id` stands in the
  /// property `role`.
  public func references(
    to id: InstanceID, resultClass: CIMClass?, role: String?, in snapshot: Snapshot
  ) -> [InstanceID] {
    var found: [InstanceID] = []
    let filter = AssociationFilter(associationClass: resultClass, role: role)
    forEachLink(of: id, filter, in: snapshot) { association, _ in found.append(association) }
    return found
  }

  private func forEachLink(
    of id: InstanceID, _ filter: AssociationFilter, in snapshot: Snapshot,
    _ body: (_ association: InstanceID, _ partner: InstanceID) -> Void
  ) {
    guard case .bound(let number, _) = id.source else { return }
    let mine = bindings[number]
    for association in filter.associationClass.map(associations(of:)) ?? associations {
      for (end, other) in [(0, 1), (1, 0)] {
        guard association.ends[end].accepts(mine, role: filter.role),
          association.ends[other].isNamed(filter.resultRole)
        else { continue }
        for partner in partners(of: id, at: end, of: association, in: snapshot) {
          if let wanted = filter.resultClass, !cimClass(of: partner).isKind(of: wanted) { continue }
          body(association.id(from: end, id, partner), partner)
        }
      }
    }
  }

  func cimClass(of id: InstanceID) -> CIMClass {
    switch id.source {
    case .bound(let number, _): bindings[number].cimClass
    case .association(let number, _, _): associations[number].cimClass
    }
  }

  /// What stands at the other end of one association when `id` stands at `end`.
  func partners(
    of id: InstanceID, at end: Int, of association: AssociationBinding, in snapshot: Snapshot
  ) -> [InstanceID] {
    guard case .bound(let number, let object) = id.source else { return [] }
    let others = association.ends[1 - end].candidates
    switch association.link {
    case .relation(let relation, let holder):
      guard let object, let content = snapshot.object(object)?.content else { return [] }
      let named =
        end == holder ? relation.targets(of: content) : holders(of: relation, to: object, in: snapshot)
      return named.flatMap { presentations(of: $0, by: others, in: snapshot) }
    case .same:
      guard let object else { return [] }
      return presentations(of: object, by: others, in: snapshot).filter { $0 != id }
    case .pairs(let pairs):
      return pairs.flatMap { pair in
        let (mine, other) = end == 0 ? (pair.0, pair.1) : (pair.1, pair.0)
        return mine.number == number ? instanceIDs(of: other, in: snapshot) : []
      }
    }
  }

  private func presentations(
    of object: ObjectID, by candidates: [ClassBinding], in snapshot: Snapshot
  ) -> [InstanceID] {
    guard let content = snapshot.object(object)?.content else { return [] }
    return candidates.compactMap { binding in
      binding.presents(content) ? InstanceID(source: .bound(binding: binding.number, object: object)) : nil
    }
  }
}

extension AssociationBinding {
  /// The end from which the other is named, so that all pairs are found without a reverse table.
  var naturalEnd: Int {
    if case .relation(_, let holder) = link { holder } else { 0 }
  }

  func id(from end: Int, _ mine: InstanceID, _ partner: InstanceID) -> InstanceID {
    let (first, second) = end == 0 ? (mine, partner) : (partner, mine)
    return InstanceID(source: .association(binding: number, first: first, second: second))
  }
}

extension AssociationBinding.End {
  func isNamed(_ role: String?) -> Bool { role.map { property.name.isSameName(as: $0) } ?? true }

  func accepts(_ binding: ClassBinding, role: String?) -> Bool {
    isNamed(role) && candidates.contains { $0 === binding }
  }
}
