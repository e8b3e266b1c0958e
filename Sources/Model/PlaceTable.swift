/// Where each object of a snapshot stands among those of its kind.
///
/// In pieces once there are many, so that a snapshot in which few objects came shares most of it with the one before.
struct PlaceTable: Sendable {
  /// A power of two, so that the few bits that choose a piece are a mask.
  private var pieces: [[ObjectID: Int]] = [[:]]
  private(set) var count = 0

  /// More than the most in one piece on average, and pieces are split.
  private static let pieceSize = 512

  subscript(_ id: ObjectID) -> Int? { pieces[piece(of: id)][id] }

  mutating func insert(_ id: ObjectID, at place: Int) {
    if pieces[piece(of: id)].updateValue(place, forKey: id) == nil { count += 1 }
    if count > pieces.count * PlaceTable.pieceSize { split() }
  }

  private mutating func split() {
    let former = pieces
    pieces = Array(repeating: [:], count: former.count * 8)
    for (id, place) in former.joined() { pieces[piece(of: id)][id] = place }
  }

  /// Objects with long common beginnings differ at their ends.
  private func piece(of id: ObjectID) -> Int {
    if pieces.count == 1 { return 0 }
    // FNV-1a, 32 bits, over the end of the id.
    let hash = id.id.utf8.suffix(16).reduce(UInt32(0x811c_9dc5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return Int((hash ^ hash >> 16) & UInt32(pieces.count - 1))
  }
}
