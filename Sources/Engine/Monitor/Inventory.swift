import Model

/// Which objects exist, put together from the board file and from what each source has found.
struct Inventory {
  /// What a replacement did to the merged whole, in the source's order.
  struct Change {
    var defined: [Content] = []
    var removed: [ObjectID] = []
  }

  private struct Origin {
    /// Of two that name one object, the one that reported first wins.
    var rank: Int
    var contents: [ObjectID: Content] = [:]
  }

  private let board: [ObjectID: Content]
  /// By source.
  private var origins: [String: Origin] = [:]
  /// The sources that name an object, the one that wins first; mostly there is one of thousands.
  private var owners: [ObjectID: [String]] = [:]

  init(board contents: [Content]) {
    board = Dictionary(contents.map { ($0.id, $0.withoutReading) }, uniquingKeysWith: { first, _ in first })
  }

  func content(_ id: ObjectID) -> Content? {
    let found = source(of: id).flatMap { origins[$0]?.contents[id] }
    guard let stated = board[id] else { return found }
    return found.map { stated.filled(from: $0) } ?? stated
  }

  /// The source whose word counts for an object; nil for one that only the board file states.
  func source(of id: ObjectID) -> String? { owners[id]?.first }

  /// `contents` are like this now, or new; what else `source` knows stays. Returns what they make of the merged whole.
  mutating func change(_ source: String, with contents: [Content]) -> [Content] {
    for content in contents { set(content, of: source) }
    return contents.compactMap { content($0.id) }
  }

  /// `contents` is all that `source` knows now.
  mutating func replace(_ source: String, with contents: [Content]) -> Change {
    let present = Set(contents.map(\.id))
    let gone = (origins[source]?.contents.keys.filter { !present.contains($0) }) ?? []
    for id in gone { remove(id, of: source) }
    // Of two contents of one object the first counts.
    for content in contents.reversed() { set(content, of: source) }
    var change = Change()
    for id in contents.map(\.id) {
      if let content = content(id) { change.defined.append(content) }
    }
    for id in gone {
      if let content = content(id) { change.defined.append(content) } else { change.removed.append(id) }
    }
    return change
  }

  private mutating func set(_ content: Content, of source: String) {
    let id = content.id
    let newcomer = Origin(rank: origins.count)
    let known = origins[source, default: newcomer].contents.updateValue(content.withoutReading, forKey: id)
    guard known == nil else { return }
    let ranked = owners[id, default: []] + [source]
    owners[id] = ranked.count == 1 ? ranked : ranked.sorted { rank(of: $0) < rank(of: $1) }
  }

  private mutating func remove(_ id: ObjectID, of source: String) {
    origins[source]?.contents[id] = nil
    owners[id]?.removeAll { $0 == source }
    if owners[id]?.isEmpty == true { owners[id] = nil }
  }

  private func rank(of source: String) -> Int { origins[source]?.rank ?? .max }
}
