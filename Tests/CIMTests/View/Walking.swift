import CIM
import Model

extension CIMView {
  /// All that a walk comes to.
  func all(_ cursor: InstanceCursor, _ board: SampleBoard) -> [Instance] {
    var (walk, effort) = (walk(cursor, in: board.snapshot, at: board.now), Int.max)
    var found: [Instance] = []
    while let instance = walk.next(effort: &effort) { found.append(instance) }
    return found
  }

  /// The same, put aside and taken up again after every single look at an object.
  func allInSmallSteps(_ cursor: InstanceCursor, _ board: SampleBoard) -> [Instance] {
    var cursor = cursor
    var found: [Instance] = []
    while !cursor.isAtEnd {
      var (walk, effort) = (walk(cursor, in: board.snapshot, at: board.now), 1)
      if let instance = walk.next(effort: &effort) {
        walk.stepBack()
        effort = 1
        guard let again = walk.next(effort: &effort), again.id == instance.id else { return [] }
        found.append(again)
      }
      cursor = walk.cursor
    }
    return found
  }
}
