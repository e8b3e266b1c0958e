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

/// A cursor at work in one snapshot. What stays between two snapshots is the cursor alone.
public struct InstanceWalk {
  /// Where the walk is now, to be gone on with later.
  public private(set) var cursor: InstanceCursor
  private let view: CIMView
  private let snapshot: Snapshot
  private let now: Instant
  private var lastPlace = InstanceCursor.Place()
  /// In a walk through a class: what may be its instances.
  private var bindings: [ClassBinding] = []
  private var associations: [AssociationBinding] = []
  /// The objects that are gone through, and in which step and candidate.
  private var objects: (step: Int, candidate: Int, PresentedObjects)?

  init(_ cursor: InstanceCursor, _ view: CIMView, _ snapshot: Snapshot, _ now: Instant) {
    self.cursor = cursor
    self.view = view
    self.snapshot = snapshot
    self.now = now
    if case .instances(let cimClass, _) = cursor.scope {
      bindings = view.bindings(of: cimClass)
      associations = view.associations(of: cimClass)
    }
  }

  /// The next instance. Nil at the end, and when `effort` is used up; then the walk can be gone on with later. Each
  /// object or association looked at takes one from `effort`.
  public mutating func next(effort: inout Int) -> Instance? {
    lastPlace = cursor.place
    return advance(&effort).map { Instance($0, at: now, in: snapshot) }
  }

  /// Back to before the instance that came last, so that it comes again.
  public mutating func stepBack() {
    cursor.place = lastPlace
    cursor.isAtEnd = false
  }

  mutating func advance(_ effort: inout Int) -> Found? {
    guard !cursor.isAtEnd else { return nil }
    let found: Found? =
      switch cursor.scope {
      case .nothing: nil
      case .instances(let cimClass, let exactly): advance(of: cimClass, exactly: exactly, &effort)
      case .partners(let id, let sides, let wanted): advance(to: wanted, from: id, by: sides, &effort)
      case .references(let id, let sides): advance(from: id, by: sides, &effort)
      }
    if found == nil && effort > 0 { cursor.isAtEnd = true }
    return found
  }

  // MARK: Instances of a class

  private mutating func advance(of cimClass: CIMClass, exactly: Bool, _ effort: inout Int) -> Found? {
    while effort > 0, cursor.place.step < bindings.count + associations.count {
      let step = cursor.place.step
      if step < bindings.count {
        if !exactly || bindings[step].cimClass == cimClass,
          let found = presented(by: bindings[step]).next(&cursor.place.object, &effort)
        {
          return .bound(found)
        }
      } else {
        let association = associations[step - bindings.count]
        if !exactly || association.cimClass == cimClass, let found = nextLink(of: association, &effort) { return found }
      }
      if effort > 0 { cursor.place.nextStep() }
    }
    return nil
  }

  private mutating func presented(by binding: ClassBinding) -> PresentedObjects {
    let place = cursor.place
    if let objects, objects.step == place.step, objects.candidate == place.candidate { return objects.2 }
    let made = PresentedObjects(by: binding, in: snapshot, of: view)
    objects = (place.step, place.candidate, made)
    return made
  }

  /// The next instance of an association, found from the end from which the other is named: no table is needed.
  private mutating func nextLink(of association: AssociationBinding, _ effort: inout Int) -> Found? {
    let end = association.naturalEnd
    let candidates = association.ends[end].candidates
    while effort > 0, cursor.place.candidate < candidates.count {
      let objects = presented(by: candidates[cursor.place.candidate])
      if cursor.place.isInside, let mine = objects.current(&cursor.place.object) {
        let other = view.nextPartner(
          of: mine, at: end, of: association, &cursor.place.partner, in: snapshot, &effort)
        if let other { return .link(association, from: end, mine, other) }
        if effort <= 0 { return nil }
      }
      cursor.place.isInside = objects.next(&cursor.place.object, &effort) != nil
      cursor.place.partner = PartnerPlace()
      if !cursor.place.isInside && effort > 0 { cursor.place.nextCandidate() }
    }
    return nil
  }

  // MARK: Along associations

  private mutating func advance(
    to wanted: CIMClass?, from id: InstanceID, by sides: [AssociationSide], _ effort: inout Int
  ) -> Found? {
    while let (mine, other) = nextPartner(of: id, by: sides, &effort) {
      if let wanted, !other.binding.cimClass.isKind(of: wanted) { continue }
      let isKnown = sides[..<cursor.place.step].contains {
        view.isLinked(mine, other, by: view.associations[$0.association], at: $0.end)
      }
      if !isKnown { return .bound(other) }
    }
    return nil
  }

  private mutating func advance(
    from id: InstanceID, by sides: [AssociationSide], _ effort: inout Int
  ) -> Found? {
    while let (mine, other) = nextPartner(of: id, by: sides, &effort) {
      let side = sides[cursor.place.step]
      // What is joined with itself stands at both ends.
      let isKnown =
        other.id == mine.id && sides[..<cursor.place.step].contains { $0.association == side.association }
      if !isKnown { return .link(view.associations[side.association], from: side.end, mine, other) }
    }
    return nil
  }

  /// The next partner of `id` by the side at which the walk is, or one after it.
  private mutating func nextPartner(
    of id: InstanceID, by sides: [AssociationSide], _ effort: inout Int
  ) -> (mine: Presentation, other: Presentation)? {
    guard let mine = view.presentation(of: id, in: snapshot) else { return nil }
    while effort > 0, cursor.place.step < sides.count {
      let side = sides[cursor.place.step]
      let other = view.nextPartner(
        of: mine, at: side.end, of: view.associations[side.association], &cursor.place.partner, in: snapshot, &effort)
      if let other { return (mine, other) }
      if effort > 0 { cursor.place.nextStep() }
    }
    return nil
  }
}

extension CIMView {
  public func walk(_ cursor: InstanceCursor, in snapshot: Snapshot, at now: Instant) -> InstanceWalk {
    InstanceWalk(cursor, self, snapshot, now)
  }

  /// How many instances there are in the whole walk, whatever its place; nil when telling takes more than `effort`.
  public func count(_ cursor: InstanceCursor, in snapshot: Snapshot, effort: Int) -> Int? {
    if case .instances(let cimClass, false) = cursor.scope, associations(of: cimClass).isEmpty {
      let bindings = bindings(of: cimClass)
      if !bindings.contains(where: \.isSelective) { return bindings.reduce(0) { $0 + $1.mostInstances(in: snapshot) } }
    }
    var (walk, rest, count) = (walk(cursor.fromStart, in: snapshot, at: .zero), effort, 0)
    while walk.advance(&rest) != nil { count += 1 }
    return walk.cursor.isAtEnd ? count : nil
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
}

extension ClassBinding {
  fileprivate func mostInstances(in snapshot: Snapshot) -> Int { kind.map { snapshot.objects(of: $0).count } ?? 1 }
}

extension AssociationBinding {
  /// The end from which the other is named, so that all pairs are found without a reverse table.
  fileprivate var naturalEnd: Int {
    if case .relation(_, let holder) = link { holder } else { 0 }
  }
}
