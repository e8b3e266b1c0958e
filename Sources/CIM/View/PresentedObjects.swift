import Model
import Synchronization

/// The instances of one class binding in a snapshot, to be walked through. A class, so that looking at one after the
/// other copies nothing.
final class PresentedObjects: Sendable {
  private let binding: ClassBinding
  /// Nil for a binding that stands for itself.
  private let objects: ObjectsOfKind?
  /// One bit for each object; nil when all are presented.
  private let bits: [UInt64]?

  init(by binding: ClassBinding, in snapshot: Snapshot, of view: CIMView) {
    self.binding = binding
    objects = binding.kind.map { ObjectsOfKind($0, in: snapshot) }
    bits = binding.isSelective ? view.presentedBits(of: binding, in: snapshot) : nil
  }

  /// The next instance. Nil at the end, or when `effort` is used up: each object looked at takes one.
  func next(_ place: inout ObjectPlace, _ effort: inout Int) -> Presentation? {
    guard let objects else {
      guard place.isAtStart else { return nil }
      place.passItself()
      return Presentation(binding: binding, object: nil)
    }
    while effort > 0, let object = place.next(in: objects) {
      effort -= 1
      if isPresented(place) { return Presentation(binding: binding, object: object) }
    }
    return nil
  }

  /// The instance at which a walk stands; nil when it has gone.
  func current(_ place: inout ObjectPlace) -> Presentation? {
    guard let objects else { return Presentation(binding: binding, object: nil) }
    guard let object = place.current(in: objects), isPresented(place) else { return nil }
    return Presentation(binding: binding, object: object)
  }

  private func isPresented(_ place: ObjectPlace) -> Bool {
    bits.map { $0[place.index / 64] & 1 << (place.index % 64) != 0 } ?? true
  }
}

extension CIMView {
  /// Which objects of its kind a binding presents, one bit each.
  fileprivate func presentedBits(of binding: ClassBinding, in snapshot: Snapshot) -> [UInt64] {
    guard let kind = binding.kind else { return [] }
    return structures.withLock { cache in
      cache.follow(snapshot)
      if let known = cache.presented[binding.number] { return known }
      let objects = snapshot.objects(of: kind)
      var bits = [UInt64](repeating: 0, count: (objects.count + 63) / 64)
      for (place, object) in objects.enumerated() where binding.presents(object.content) {
        bits[place / 64] |= 1 << (place % 64)
      }
      cache.presented[binding.number] = bits
      return bits
    }
  }
}

extension ClassBinding {
  /// Whether it presents some objects of its kind only.
  var isSelective: Bool { if case .objects(_, let condition) = subject { !condition.terms.isEmpty } else { false } }
}
