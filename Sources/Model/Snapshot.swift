/// An immutable view of all objects at one moment. Objects keep the order in which they were first published, which is
/// that of their ordinals.
public final class Snapshot: Sendable {
  let byKind: [ModelObjects]
  let places: PlaceTable
  /// Changes when objects come or go, or change in more than their readings (`Content.withoutReading`), so that what
  /// depends only on the set of objects, their kinds and their relations can be kept. No two stores share one.
  public let structureVersion: UInt64

  init(byKind: [ModelObjects], places: PlaceTable, structureVersion: UInt64) {
    self.byKind = byKind
    self.places = places
    self.structureVersion = structureVersion
  }

  public static let empty = Snapshot(
    byKind: ObjectKind.allCases.map { _ in ModelObjects() }, places: PlaceTable(), structureVersion: 0)

  public func objects(of kind: ObjectKind) -> ModelObjects { byKind[kind.place] }

  /// The place in `objects(of:)` of the first object after `ordinal`; their count when there is none.
  public func place(after ordinal: UInt64, of kind: ObjectKind) -> Int {
    let objects = byKind[kind.place]
    var (low, high) = (0, objects.count)
    while low < high {
      let middle = low + (high - low) / 2
      if objects[middle].ordinal > ordinal { high = middle } else { low = middle + 1 }
    }
    return low
  }

  public func object(_ id: ObjectID) -> ModelObject? { places[id].map { byKind[id.kind.place][$0] } }
}

extension ObjectKind {
  /// Its place in tables that hold something for every kind.
  public var place: Int {
    switch self {
    case .system: 0
    case .sensor: 1
    case .fan: 2
    case .supply: 3
    case .part: 4
    case .firmware: 5
    case .job: 6
    case .account: 7
    case .role: 8
    case .directory: 9
    case .log: 10
    case .entry: 11
    case .boot: 12
    case .bootSource: 13
    case .redundancy: 14
    }
  }
}
