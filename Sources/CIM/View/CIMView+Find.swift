public import Model

extension CIMView {
  /// The instances of a class, subclasses included, that have these keys: the first `limit` of them. Selectors may be
  /// partial; none at all select everything. Nothing found is an empty list. Complete keys are looked up; partial ones
  /// are compared with those of every instance, until so many objects or associations have been looked at as `effort`
  /// says: then it is an error that there may be more.
  public func find(
    _ cimClass: CIMClass, selectors: [Selector], in snapshot: Snapshot, at now: Instant, limit: Int = .max,
    effort: Int = CIMView.usualEffort
  ) throws(SelectorError) -> [Instance] {
    let wanted = try KeySelection(selectors, of: cimClass)
    var (found, effort) = ([Found](), effort)
    if wanted.isEmpty {
      var walk = walk(cursor(of: cimClass), in: snapshot, at: now)
      while found.count < limit, let next = walk.advance(&effort) { found.append(next) }
    } else {
      for binding in bindings(of: cimClass) {
        let selection = wanted.applying(aliases, onlySystem, to: binding)
        find(selection, of: binding, in: snapshot, limit: limit - found.count, &effort) { found.append(.bound($0)) }
      }
      found += try links(of: cimClass, wanted, in: snapshot, limit: limit - found.count, &effort)
    }
    guard effort > 0 || found.count >= limit else { throw .tooManyCandidates }
    return found.map { Instance($0, at: now, in: snapshot) }
  }

  /// Far more than any machine has objects.
  public static let usualEffort = 100_000

  /// Those of one class binding.
  private func find(
    _ wanted: KeySelection, of binding: ClassBinding, in snapshot: Snapshot, limit: Int, _ effort: inout Int,
    _ body: (Presentation) -> Void
  ) {
    guard limit > 0, let texts = wanted.texts(for: binding.cimClass), binding.agrees(with: texts) else { return }
    switch lookUp(texts, of: binding, in: snapshot) {
    case .found(let object): if let object { body(Presentation(binding: binding, object: object)) }
    case .partial:
      let all = PresentedObjects(by: binding, in: snapshot, of: self)
      var (place, count) = (ObjectPlace(), 0)
      while count < limit, let next = all.next(&place, &effort) {
        guard binding.has(texts, next.object) else { continue }
        body(next)
        count += 1
      }
    }
  }

  /// As `find`, for a path that a client gave: what it names, associations aside. Empty when the schema has no such
  /// class.
  func find(_ path: InstancePath, in snapshot: Snapshot) throws(SelectorError) -> [InstanceID] {
    var effort = Self.usualEffort
    return try presentations(of: path, in: snapshot, &effort).map(\.id)
  }

  /// What a path from a client names, associations aside. Empty when the schema has no such class.
  private func presentations(
    of path: InstancePath, in snapshot: Snapshot, _ effort: inout Int
  ) throws(SelectorError) -> [Presentation] {
    guard let cimClass = schema.cimClass(path.className) else { return [] }
    let wanted = try KeySelection(path.keys.map { Selector(name: $0.name, value: $0.value) }, of: cimClass)
    var found: [Presentation] = []
    for binding in bindings(of: cimClass) {
      let selection = wanted.applying(aliases, onlySystem, to: binding)
      find(selection, of: binding, in: snapshot, limit: .max, &effort) { found.append($0) }
    }
    guard effort > 0 else { throw .tooManyCandidates }
    return found
  }

  private func links(
    of cimClass: CIMClass, _ wanted: KeySelection, in snapshot: Snapshot, limit: Int, _ effort: inout Int
  ) throws(SelectorError) -> [Found] {
    var found: [Found] = []
    for association in associations(of: cimClass) where found.count < limit {
      var given: [[Presentation]?] = [nil, nil]
      for end in 0...1 {
        let (name, candidates) = (association.ends[end].property.name, association.ends[end].candidates)
        given[end] = try wanted.reference(name).map { path throws(SelectorError) in
          try presentations(of: path, in: snapshot, &effort).filter { one in
            candidates.contains { $0 === one.binding }
          }
        }
      }
      let end = given[0] == nil ? 1 : 0
      let others = given[1 - end]
      // To try each with each would take long where a client names many by partial keys on both sides.
      let wantedOthers = others.map { Set($0.map(\.id)) }
      for mine in given[end] ?? [] where found.count < limit {
        if let others, others.count < 2 {
          for other in others where isLinked(mine, other, by: association, at: end) {
            found.append(.link(association, from: end, mine, other))
          }
          effort -= 1
          continue
        }
        var place = PartnerPlace()
        while found.count < limit,
          let other = nextPartner(of: mine, at: end, of: association, &place, in: snapshot, &effort)
        {
          guard wantedOthers?.contains(other.id) ?? true else { continue }
          found.append(.link(association, from: end, mine, other))
        }
      }
    }
    return found
  }
}
