public import Model

/// What a walk has come to.
enum Found: Sendable {
  case bound(Presentation)
  /// An association and what stands at its ends, in the order of its keys.
  case link(AssociationBinding, Presentation, Presentation)

  static func link(
    _ association: AssociationBinding, from end: Int, _ mine: Presentation, _ other: Presentation
  ) -> Found {
    end == 0 ? .link(association, mine, other) : .link(association, other, mine)
  }
}

extension CIMView {
  /// The next instance of a walk. Nil at its end, and when `effort` is used up; then the walk can be gone on with
  /// later. Each object or association looked at takes one from `effort`.
  public func next(
    _ cursor: inout InstanceCursor, in snapshot: Snapshot, at now: Instant, effort: inout Int
  ) -> Instance? {
    advance(&cursor, in: snapshot, &effort).map { Instance($0, at: now, in: snapshot) }
  }

  /// How many instances there are in the whole walk, whatever its place; nil when telling takes more than `effort`.
  public func count(_ cursor: InstanceCursor, in snapshot: Snapshot, effort: Int) -> Int? {
    if case .instances(let cimClass, false) = cursor.scope, associations(of: cimClass).isEmpty {
      let known = bindings(of: cimClass).map { $0.countWithoutLooking(in: snapshot) }
      if !known.contains(nil) { return known.reduce(0) { $0 + ($1 ?? 0) } }
    }
    var (walk, rest, count) = (cursor.fromStart, effort, 0)
    while advance(&walk, in: snapshot, &rest) != nil { count += 1 }
    return walk.isAtEnd ? count : nil
  }

  /// How many instances the whole walk may come to at most, without looking at any: a rough measure for making room.
  public func mostInstances(_ cursor: InstanceCursor, in snapshot: Snapshot) -> Int {
    switch cursor.scope {
    case .nothing: return 0
    case .partners, .references: return ObjectKind.allCases.reduce(0) { $0 + snapshot.objects(of: $1).count }
    case .instances(let cimClass, _):
      let bound = bindings(of: cimClass).reduce(0) { $0 + $1.mostInstances(in: snapshot) }
      return associations(of: cimClass).reduce(bound) { sum, association in
        association.ends[association.naturalEnd].candidates.reduce(sum) { $0 + $1.mostInstances(in: snapshot) }
      }
    }
  }

  func advance(_ cursor: inout InstanceCursor, in snapshot: Snapshot, _ effort: inout Int) -> Found? {
    guard !cursor.isAtEnd else { return nil }
    let found: Found?
    switch cursor.scope {
    case .nothing: found = nil
    case .instances(let cimClass, let exactly):
      found = advance(&cursor.place, of: cimClass, exactly: exactly, in: snapshot, &effort)
    case .partners(let id, let sides, let wanted):
      found = advance(&cursor.place, by: sides, of: id, in: snapshot, &effort) { mine, step, other in
        guard wanted.map(other.binding.cimClass.isKind) ?? true else { return nil }
        let isKnown = sides[..<step].contains {
          isLinked(mine, other, by: associations[$0.association], at: $0.end)
        }
        return isKnown ? nil : .bound(other)
      }
    case .references(let id, let sides):
      found = advance(&cursor.place, by: sides, of: id, in: snapshot, &effort) { mine, step, other in
        // What is joined with itself stands at both ends.
        let isKnown =
          other.id == mine.id && sides[..<step].contains { $0.association == sides[step].association }
        return isKnown
          ? nil : .link(associations[sides[step].association], from: sides[step].end, mine, other)
      }
    }
    if found == nil && effort > 0 { cursor.isAtEnd = true }
    return found
  }

  private func advance(
    _ place: inout InstanceCursor.Place, of cimClass: CIMClass, exactly: Bool, in snapshot: Snapshot,
    _ effort: inout Int
  ) -> Found? {
    let (bindings, associations) = (bindings(of: cimClass), associations(of: cimClass))
    while effort > 0, place.step < bindings.count + associations.count {
      if place.step < bindings.count {
        let binding = bindings[place.step]
        if !exactly || binding.cimClass == cimClass,
          let found = next(of: binding, &place.object, in: snapshot, &effort)
        {
          return .bound(found)
        }
      } else {
        let association = associations[place.step - bindings.count]
        if !exactly || association.cimClass == cimClass,
          let found = nextLink(of: association, &place, in: snapshot, &effort)
        {
          return found
        }
      }
      if effort > 0 { place.nextStep() }
    }
    return nil
  }

  /// The next instance of an association, found from the end from which the other is named: no table is needed.
  private func nextLink(
    of association: AssociationBinding, _ place: inout InstanceCursor.Place, in snapshot: Snapshot,
    _ effort: inout Int
  ) -> Found? {
    let end = association.naturalEnd
    let candidates = association.ends[end].candidates
    while effort > 0, place.candidate < candidates.count {
      let binding = candidates[place.candidate]
      if place.isInside, let mine = current(of: binding, place.object, in: snapshot) {
        if let other = nextPartner(of: mine, at: end, of: association, &place.partner, in: snapshot, &effort) {
          return .link(association, from: end, mine, other)
        }
        if effort <= 0 { return nil }
      }
      place.isInside = next(of: binding, &place.object, in: snapshot, &effort) != nil
      place.partner = PartnerPlace()
      if !place.isInside && effort > 0 { place.nextCandidate() }
    }
    return nil
  }

  /// Goes through the partners of `id` by each side in turn until `found` makes something of one.
  private func advance(
    _ place: inout InstanceCursor.Place, by sides: [AssociationSide], of id: InstanceID, in snapshot: Snapshot,
    _ effort: inout Int, _ found: (_ mine: Presentation, _ step: Int, _ other: Presentation) -> Found?
  ) -> Found? {
    guard let mine = presentation(of: id, in: snapshot) else { return nil }
    while effort > 0, place.step < sides.count {
      let side = sides[place.step]
      let association = associations[side.association]
      while let other = nextPartner(of: mine, at: side.end, of: association, &place.partner, in: snapshot, &effort) {
        if let found = found(mine, place.step, other) { return found }
      }
      if effort > 0 { place.nextStep() }
    }
    return nil
  }
}

extension ClassBinding {
  fileprivate func mostInstances(in snapshot: Snapshot) -> Int { kind.map { snapshot.objects(of: $0).count } ?? 1 }

  /// Nil when each object has to be looked at.
  fileprivate func countWithoutLooking(in snapshot: Snapshot) -> Int? {
    switch subject {
    case .itself: 1
    case .objects(let kind, let condition): condition.terms.isEmpty ? snapshot.objects(of: kind).count : nil
    }
  }
}

extension AssociationBinding {
  /// The end from which the other is named, so that all pairs are found without a reverse table.
  fileprivate var naturalEnd: Int {
    if case .relation(_, let holder) = link { holder } else { 0 }
  }
}
