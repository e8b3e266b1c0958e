import CIM
import Model

extension CIMView {
  /// All that a walk comes to.
  func all(_ cursor: InstanceCursor, _ board: SampleBoard) -> [Instance] {
    var (cursor, effort) = (cursor, Int.max)
    var found: [Instance] = []
    while let instance = next(&cursor, in: board.snapshot, at: board.now, effort: &effort) { found.append(instance) }
    return found
  }

  /// The same, put aside and taken up again after every single look at an object.
  func allInSmallSteps(_ cursor: InstanceCursor, _ board: SampleBoard) -> [Instance] {
    var cursor = cursor
    var found: [Instance] = []
    while !cursor.isAtEnd {
      var effort = 1
      if let instance = next(&cursor, in: board.snapshot, at: board.now, effort: &effort) { found.append(instance) }
    }
    return found
  }
}
