import Model

/// How far a walk through the partners of one instance by one association has come.
struct PartnerPlace: Hashable, Sendable {
  /// Which of the groups that an association's link makes: named objects, kinds of holders, or pairs.
  var group = 0
  /// The object at which the walk stands, where a group is a list of objects.
  var object = ObjectPlace()
  /// Which class binding to try next for the object.
  var candidate = 0

  mutating func nextGroup() { self = PartnerPlace(group: group + 1) }
}

extension CIMView {
  /// The next instance at the other end of `association` when `mine` stands at `end`. Nil at the end, or when `effort`
  /// is used up.
  func nextPartner(
    of mine: Presentation, at end: Int, of association: AssociationBinding, _ place: inout PartnerPlace,
    in snapshot: Snapshot, _ effort: inout Int
  ) -> Presentation? {
    let candidates = association.ends[1 - end].candidates
    switch association.link {
    case .relation(let relation, let holder):
      guard let object = mine.object else { return nil }
      return end == holder
        ? nextTarget(of: relation.targets(of: object.content), by: candidates, &place, in: snapshot, &effort)
        : nextHolder(of: relation, to: object.id, by: candidates, &place, in: snapshot, &effort)
    case .same:
      guard let object = mine.object else { return nil }
      while let found = next(of: object, by: candidates, &place, &effort) {
        if found.binding !== mine.binding { return found }
      }
      return nil
    case .pairs(let pairs):
      while effort > 0, place.group < pairs.count {
        let (first, second) = pairs[place.group]
        let (own, other) = end == 0 ? (first, second) : (second, first)
        if own === mine.binding,
          let found = PresentedObjects(by: other, in: snapshot, of: self).next(&place.object, &effort)
        {
          return found
        }
        if effort > 0 { place.nextGroup() }
      }
      return nil
    }
  }

  /// Goes through the bindings that present one object.
  private func next(
    of object: ModelObject, by candidates: [ClassBinding], _ place: inout PartnerPlace, _ effort: inout Int
  ) -> Presentation? {
    while effort > 0, place.candidate < candidates.count {
      effort -= 1
      place.candidate += 1
      if let found = presentation(of: object, by: candidates[place.candidate - 1]) { return found }
    }
    return nil
  }

  private func nextTarget(
    of targets: [ObjectID], by candidates: [ClassBinding], _ place: inout PartnerPlace, in snapshot: Snapshot,
    _ effort: inout Int
  ) -> Presentation? {
    while effort > 0, place.group < targets.count {
      let target = targets[place.group]
      if !targets[..<place.group].contains(target), let object = snapshot.object(target),
        let found = next(of: object, by: candidates, &place, &effort)
      {
        return found
      }
      if effort > 0 { place.nextGroup() }
    }
    return nil
  }

  private func nextHolder(
    of relation: Relation, to target: ObjectID, by candidates: [ClassBinding], _ place: inout PartnerPlace,
    in snapshot: Snapshot, _ effort: inout Int
  ) -> Presentation? {
    let kinds = relation.holders
    while effort > 0, place.group < kinds.count {
      let kind = kinds[place.group]
      if candidates.contains(where: { $0.kind == kind }) {
        let holders = ObjectSelection(
          holders(of: relation, among: kind, to: target, in: snapshot), of: kind, in: snapshot)
        if let object = place.object.current(in: holders),
          let found = next(of: object, by: candidates, &place, &effort)
        {
          return found
        }
        while effort > 0, let object = place.object.next(in: holders) {
          place.candidate = 0
          if let found = next(of: object, by: candidates, &place, &effort) { return found }
        }
      }
      if effort > 0 { place.nextGroup() }
    }
    return nil
  }

  /// Whether the association joins the two, `mine` at `end`: what `nextPartner` would find out one by one.
  func isLinked(_ mine: Presentation, _ other: Presentation, by association: AssociationBinding, at end: Int) -> Bool {
    guard association.ends[1 - end].candidates.contains(where: { $0 === other.binding }) else { return false }
    switch association.link {
    case .relation(let relation, let holder):
      let (holding, target) = end == holder ? (mine, other) : (other, mine)
      guard let object = holding.object, let named = target.object?.id else { return false }
      return relation.targets(of: object.content).contains(named)
    case .same:
      guard let object = mine.object?.id else { return false }
      return object == other.object?.id && mine.binding !== other.binding
    case .pairs(let pairs):
      let pair = end == 0 ? (mine.binding, other.binding) : (other.binding, mine.binding)
      return pairs.contains { $0.0 === pair.0 && $0.1 === pair.1 }
    }
  }
}
