import Model

/// How far a walk through model objects has come. It goes by their ordinals, so it holds when objects come and go:
/// none is met twice, and none that stays is missed.
struct ObjectPlace: Hashable, Sendable {
  /// That of the object met last; 0 at the start.
  private var ordinal: UInt64 = 0
  /// Where that object stood in the list; it still does, unless objects before it have gone.
  private(set) var index = 0

  var isAtStart: Bool { ordinal == 0 }

  /// Past the only instance of a binding that presents no object.
  mutating func passItself() { ordinal = 1 }

  /// The object met last; nil when it has gone.
  mutating func current(in objects: some ObjectList) -> ModelObject? {
    guard !isAtStart else { return nil }
    if !stands(in: objects) { index = objects.place(after: ordinal - 1) }
    return stands(in: objects) ? objects.object(at: index) : nil
  }

  /// Goes on to the next object; nil at the end, where the place stays.
  mutating func next(in objects: some ObjectList) -> ModelObject? {
    let place = stands(in: objects) ? index + 1 : objects.place(after: ordinal)
    guard place < objects.count else { return nil }
    let object = objects.object(at: place)
    index = place
    ordinal = object.ordinal
    return object
  }

  private func stands(in objects: some ObjectList) -> Bool {
    index < objects.count && objects.object(at: index).ordinal == ordinal
  }
}

/// Objects in ascending order of their ordinals.
protocol ObjectList: Sendable {
  var count: Int { get }
  func object(at place: Int) -> ModelObject
  /// The place of the first object after `ordinal`; `count` when there is none.
  func place(after ordinal: UInt64) -> Int
}

/// All objects of one kind.
struct ObjectsOfKind: ObjectList {
  private let kind: ObjectKind
  private let snapshot: Snapshot
  private let objects: ModelObjects

  init(_ kind: ObjectKind, in snapshot: Snapshot) {
    self.kind = kind
    self.snapshot = snapshot
    objects = snapshot.objects(of: kind)
  }

  var count: Int { objects.count }
  func object(at place: Int) -> ModelObject { objects[place] }
  func place(after ordinal: UInt64) -> Int { snapshot.place(after: ordinal, of: kind) }
}

/// Some objects of one kind.
struct ObjectSelection: ObjectList {
  private let objects: ModelObjects
  /// Ascending places in `objects`.
  private let places: [UInt32]

  init(_ places: [UInt32], of kind: ObjectKind, in snapshot: Snapshot) {
    self.places = places
    objects = snapshot.objects(of: kind)
  }

  var count: Int { places.count }
  func object(at place: Int) -> ModelObject { objects[Int(places[place])] }

  func place(after ordinal: UInt64) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = low + (high - low) / 2
      if object(at: middle).ordinal > ordinal { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
