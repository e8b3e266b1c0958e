public import Model

extension CIMView {
  /// All instances of a class and its subclasses, each under its own class, at once: for dumps and small classes.
  public func instances(of cimClass: CIMClass, in snapshot: Snapshot, at now: Instant) -> [Instance] {
    var (walk, effort) = (walk(cursor(of: cimClass), in: snapshot, at: now), Int.max)
    var found: [Instance] = []
    while let instance = walk.next(effort: &effort) { found.append(instance) }
    return found
  }

  /// Nil when it is there no longer.
  public func instance(_ id: InstanceID, in snapshot: Snapshot, at now: Instant) -> Instance? {
    switch id.source {
    case .bound: presentation(of: id, in: snapshot).map { Instance(.bound($0), at: now, in: snapshot) }
    case .association(let number, let first, let second):
      if let first = presentation(of: first, in: snapshot), let second = presentation(of: second, in: snapshot) {
        Instance(.link(associations[number], first, second), at: now, in: snapshot)
      } else {
        nil
      }
    }
  }
}
