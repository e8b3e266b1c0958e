import Synchronization

/// The newest model. Readers take a snapshot under a lock held for nanoseconds; the engine publishes changes.
/// All methods may be called on any thread.
public final class ModelStore: Sendable {
  private struct State {
    var snapshot = Snapshot.empty
  }

  /// One counter for the process: no two stores share a version, so whatever is kept by version can be kept for
  /// several stores.
  private static let lastVersion = Mutex<UInt64>(0)

  private static func nextVersion() -> UInt64 {
    lastVersion.withLock { last in
      last += 1
      return last
    }
  }

  private struct Follower {
    var system: String
    var store: ModelStore
  }

  private let state = Mutex(State())
  /// Held while something changes, so that followers see changes in their order. Readers never wait for it.
  private let followers = Mutex<[Follower]>([])

  public init() {}

  /// A store that has what is to be seen of one system only, now and whenever this one changes.
  public func part(of system: String) -> ModelStore {
    let part = ModelStore()
    followers.withLock { followers in
      part.publish(snapshot.byKind.joined().map { ($0.content, $0.validUntil) }, seenWhereOnly: system)
      followers.append(Follower(system: system, store: part))
    }
    return part
  }

  public var snapshot: Snapshot { state.withLock { $0.snapshot } }

  /// Adds or replaces objects. An object whose content is unchanged keeps its version and gets the new
  /// `validUntil`, so nothing rendered from it is lost.
  public func publish(_ changes: [(content: Content, validUntil: Instant)]) {
    guard !changes.isEmpty else { return }
    followers.withLock { followers in
      apply(changes)
      for follower in followers { follower.store.publish(changes, seenWhereOnly: follower.system) }
    }
  }

  private func publish(_ changes: [(content: Content, validUntil: Instant)], seenWhereOnly system: String) {
    publish(
      changes.compactMap { change in change.content.seen(whereOnly: system).map { ($0, change.validUntil) } })
  }

  /// What readers wait for is only that the new snapshot takes the place of the old one. The caller keeps others from
  /// changing anything meanwhile.
  private func apply(_ changes: [(content: Content, validUntil: Instant)]) {
    let old = snapshot
    var byKind = old.byKind
    var places = old.places
    var structureVersion = old.structureVersion
    for change in changes {
      let id = change.content.id
      let kind = id.kind.place
      guard let place = places[id] else {
        structureVersion = Self.nextVersion()
        places.insert(id, at: byKind[kind].count)
        let version = Self.nextVersion()
        byKind[kind].append(
          ModelObject(content: change.content, version: version, validUntil: change.validUntil, ordinal: version))
        continue
      }
      let before = byKind[kind][place]
      if before.content == change.content {
        byKind[kind][place] = ModelObject(
          content: before.content, version: before.version, validUntil: change.validUntil, ordinal: before.ordinal)
      } else {
        if before.content.withoutReading != change.content.withoutReading { structureVersion = Self.nextVersion() }
        byKind[kind][place] = ModelObject(
          content: change.content, version: Self.nextVersion(), validUntil: change.validUntil,
          ordinal: before.ordinal)
      }
    }
    show(Snapshot(byKind: byKind, places: places, structureVersion: structureVersion))
  }

  private func show(_ snapshot: Snapshot) { state.withLock { $0.snapshot = snapshot } }

  /// Takes objects out; unknown ids are ignored.
  public func remove(_ ids: some Sequence<ObjectID>) {
    let gone = Set(ids)
    followers.withLock { followers in
      take(gone)
      for follower in followers { follower.store.remove(gone) }
    }
  }

  private func take(_ gone: Set<ObjectID>) {
    let old = snapshot
    guard gone.contains(where: { old.places[$0] != nil }) else { return }
    let kinds = Set(gone.map(\.kind.place))
    var byKind = old.byKind
    for kind in kinds { byKind[kind] = ModelObjects(old.byKind[kind].lazy.filter { !gone.contains($0.id) }) }
    var places = PlaceTable()
    for objects in byKind {
      for (place, object) in objects.enumerated() { places.insert(object.id, at: place) }
    }
    show(Snapshot(byKind: byKind, places: places, structureVersion: Self.nextVersion()))
  }
}
