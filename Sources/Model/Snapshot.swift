/// An immutable view of all objects at one moment. Objects keep the order in which they were first published.
public final class Snapshot: Sendable {
  let byKind: [[ModelObject]]
  let places: [ObjectID: Int]
  /// Changes when objects come or go, or change in more than their readings (`Content.withoutReading`), so that what
  /// depends only on the set of objects, their kinds and their relations can be kept. No two stores share one.
  public let structureVersion: UInt64

  init(byKind: [[ModelObject]], places: [ObjectID: Int], structureVersion: UInt64) {
    self.byKind = byKind
    self.places = places
    self.structureVersion = structureVersion
  }

  public static let empty = Snapshot(
    byKind: ObjectKind.allCases.map { _ in [] }, places: [:], structureVersion: 0)

  public func objects(of kind: ObjectKind) -> [ModelObject] { byKind[kind.place] }

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
    }
  }
}
