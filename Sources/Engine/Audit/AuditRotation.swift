/// Which files of the trail move when a new one is begun. Generation 0 is the one written to, higher ones are older.
struct AuditRotation: Hashable, Sendable {
  /// What is deleted, or overwritten by a move.
  let removed: [Int]
  /// Each becomes one generation older, in this order.
  let moved: [Int]
  /// The oldest generation that stays, by what it is called before anything moves.
  let oldest: Int

  /// `present` are the generations there are, 0 among them; `files` is how many there may be. A hole, as a crash between
  /// two moves leaves it, is filled instead of moving everything.
  init(present: [Int], files: Int) {
    let hole = (1..<files).first { !present.contains($0) }
    let limit = hole == nil ? files - 1 : files
    removed = present.filter { $0 >= limit }
    moved = (0..<(hole ?? files - 1)).reversed()
    oldest = present.filter { $0 < limit }.max() ?? 0
  }
}
