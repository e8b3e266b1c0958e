import CIM
import Synchronization

/// Rendered instances, kept as long as they are current and wanted, within a bound of octets.
final class RenderCache: Sendable {
  private struct Entry {
    let version: UInt64
    let rendered: RenderedInstance
  }

  /// Two generations: what is used moves to the young one; when that is half the bound, the old one is dropped.
  private struct Generations {
    var young: [InstanceID: Entry] = [:]
    var old: [InstanceID: Entry] = [:]
    var youngSize = 0

    mutating func find(_ id: InstanceID, version: UInt64, half: Int) -> RenderedInstance? {
      if let entry = young[id] { return entry.version == version ? entry.rendered : nil }
      guard let entry = old.removeValue(forKey: id), entry.version == version else { return nil }
      insert(id, entry, half: half)
      return entry.rendered
    }

    mutating func insert(_ id: InstanceID, _ entry: Entry, half: Int) {
      if let replaced = young.updateValue(entry, forKey: id) { youngSize -= replaced.rendered.size }
      youngSize += entry.rendered.size
      guard youngSize > half else { return }
      old = young
      young = [:]
      youngSize = 0
    }
  }

  private let half: Int
  private let generations = Mutex(Generations())

  /// `bound` is in octets of rendered text.
  init(bound: Int) { half = bound / 2 }

  /// Octets kept now.
  var size: Int {
    generations.withLock { state in
      (Array(state.young.values) + Array(state.old.values)).reduce(0) { $0 + $1.rendered.size }
    }
  }

  /// The lock is held to look and to store, not to render.
  func rendered(_ instance: Instance) -> RenderedInstance {
    let (id, version) = (instance.id, instance.renderVersion)
    if let known = generations.withLock({ $0.find(id, version: version, half: half) }) { return known }
    let made = RenderedInstance(instance)
    generations.withLock { $0.insert(id, Entry(version: version, rendered: made), half: half) }
    return made
  }
}
