import Model

/// Which objects exist, put together from the board file and from what each source has found.
struct Inventory {
  /// What a replacement did to the merged whole, in the source's order.
  struct Change {
    var defined: [Content] = []
    var removed: [ObjectID] = []
  }

  private struct Origin {
    var source: String
    var contents: [ObjectID: Content]
  }

  private let board: [ObjectID: Content]
  /// In the order in which they first reported; of two that name one object, the earlier wins.
  private var origins: [Origin] = []

  init(board contents: [Content]) {
    board = Dictionary(contents.map { ($0.id, $0.withoutReading) }, uniquingKeysWith: { first, _ in first })
  }

  func content(_ id: ObjectID) -> Content? {
    let found = origins.lazy.compactMap { $0.contents[id] }.first
    guard let stated = board[id] else { return found }
    return found.map { stated.filled(from: $0) } ?? stated
  }

  /// `contents` is all that `source` knows now.
  mutating func replace(_ source: String, with contents: [Content]) -> Change {
    let fresh = Dictionary(contents.map { ($0.id, $0.withoutReading) }, uniquingKeysWith: { first, _ in first })
    let former: [ObjectID: Content]
    if let place = origins.firstIndex(where: { $0.source == source }) {
      former = origins[place].contents
      origins[place].contents = fresh
    } else {
      former = [:]
      origins.append(Origin(source: source, contents: fresh))
    }
    var change = Change()
    for id in contents.map(\.id) {
      if let content = content(id) { change.defined.append(content) }
    }
    for id in former.keys where fresh[id] == nil {
      if let content = content(id) { change.defined.append(content) } else { change.removed.append(id) }
    }
    return change
  }
}
