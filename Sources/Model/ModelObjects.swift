/// The objects of one kind in a snapshot, in the order of their ordinals.
///
/// In pieces, so that a snapshot in which few objects are new shares the rest with the one before, however many there
/// are.
public struct ModelObjects: RandomAccessCollection, Sendable {
  static let pieceSize = 128

  /// All but the last are full.
  private var pieces: [[ModelObject]] = []
  public private(set) var count = 0

  init() {}

  init(_ objects: some Sequence<ModelObject>) {
    for object in objects { append(object) }
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public internal(set) subscript(place: Int) -> ModelObject {
    get { pieces[place / ModelObjects.pieceSize][place % ModelObjects.pieceSize] }
    set { pieces[place / ModelObjects.pieceSize][place % ModelObjects.pieceSize] = newValue }
  }

  mutating func append(_ object: ModelObject) {
    if count % ModelObjects.pieceSize == 0 { pieces.append([]) }
    pieces[pieces.count - 1].append(object)
    count += 1
  }
}
