public import Model

extension CIMView {
  /// The instances of a class, subclasses included, that have these keys. Selectors may be partial; none at all select
  /// everything. Nothing found is an empty list.
  public func find(
    _ cimClass: CIMClass, selectors: [Selector], in snapshot: Snapshot, at now: Instant
  ) throws(SelectorError) -> [Instance] {
    try findIDs(cimClass, selectors: selectors, in: snapshot).compactMap { instance($0, in: snapshot, at: now) }
  }

  /// As `find`, for a path that a client gave. Empty when the schema has no such class.
  func find(_ path: InstancePath, in snapshot: Snapshot) throws(SelectorError) -> [InstanceID] {
    guard let cimClass = schema.cimClass(path.className) else { return [] }
    let selectors = path.keys.map { Selector(name: $0.name, value: $0.value) }
    return try findIDs(cimClass, selectors: selectors, in: snapshot)
  }

  private func findIDs(
    _ cimClass: CIMClass, selectors: [Selector], in snapshot: Snapshot
  ) throws(SelectorError) -> [InstanceID] {
    let wanted = try KeySelection(selectors, of: cimClass)
    if wanted.isEmpty { return instanceIDs(of: cimClass, in: snapshot) }
    var found: [InstanceID] = []
    for binding in bindings(of: cimClass) {
      found += findIDs(binding, wanted.applying(aliases, to: binding.cimClass), in: snapshot)
    }
    for association in associations(of: cimClass) { found += try findIDs(association, wanted, in: snapshot) }
    return found
  }

  private func findIDs(_ binding: ClassBinding, _ wanted: KeySelection, in snapshot: Snapshot) -> [InstanceID] {
    guard let texts = wanted.texts(for: binding.cimClass) else { return [] }
    for (place, template) in binding.keys.enumerated() {
      if let text = texts[place], let literal = template.literal, text != literal { return [] }
    }
    let variable = binding.variableKeys.map { texts[$0] }
    let complete = variable.compactMap { $0 }
    if complete.count == variable.count, !variable.isEmpty {
      let object = object(of: binding, withKeys: complete, in: snapshot)
      return object.map { [InstanceID(source: .bound(binding: binding.number, object: $0))] } ?? []
    }
    return instanceIDs(of: binding, in: snapshot).filter { id in
      guard case .bound(_, let object) = id.source else { return false }
      let presented = object.flatMap { snapshot.object($0) }
      return zip(binding.variableKeys, variable).allSatisfy { key, text in
        text == nil || binding.keys[key].text(of: presented) == text
      }
    }
  }

  private func findIDs(
    _ association: AssociationBinding, _ wanted: KeySelection, in snapshot: Snapshot
  ) throws(SelectorError) -> [InstanceID] {
    var given: [[InstanceID]?] = [nil, nil]
    for end in 0...1 {
      guard let path = wanted.reference(association.ends[end].property.name) else { continue }
      let candidates = association.ends[end].candidates
      given[end] = try find(path, in: snapshot).filter { id in
        if case .bound(let number, _) = id.source { candidates.contains { $0.number == number } } else { false }
      }
    }
    let from = given[0] == nil ? 1 : 0
    return (given[from] ?? []).flatMap { id in
      partners(of: id, at: from, of: association, in: snapshot).compactMap { partner in
        guard given[1 - from]?.contains(partner) ?? true else { return nil }
        return association.id(from: from, id, partner)
      }
    }
  }
}
