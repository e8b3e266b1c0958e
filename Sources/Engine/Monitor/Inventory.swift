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

  /// The source whose word counts for an object; nil for one that only the board file states.
  func source(of id: ObjectID) -> String? { origins.first { $0.contents[id] != nil }?.source }

  /// `contents` are like this now, or new; what else `source` knows stays. Returns what they make of the merged whole.
  mutating func change(_ source: String, with contents: [Content]) -> [Content] {
    let place = origins.firstIndex { $0.source == source } ?? origins.endIndex
    if place == origins.endIndex { origins.append(Origin(source: source, contents: [:])) }
    for content in contents { origins[place].contents[content.id] = content.withoutReading }
    return contents.compactMap { content($0.id) }
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
