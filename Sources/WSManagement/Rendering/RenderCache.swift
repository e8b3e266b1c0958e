import CIM
import Synchronization

/// Instances as bytes, made when they are asked for, and kept as long as they are current and wanted, within a bound of
/// octets.
final class RenderCache: Sendable {
  private struct Key: Hashable {
    let number: InstanceNumber
    /// The class as whose instance it is shown.
    let cimClass: CIMClass

    /// Hardly any instance is shown as one of several classes.
    func hash(into hasher: inout Hasher) { hasher.combine(number) }
  }

  private struct Entry {
    let version: UInt64
    let rendered: RenderedInstance
  }

  /// Two generations: what is used moves to the young one; when that is half the bound, the old one is dropped.
  private struct Generations {
    var young: [Key: Entry] = [:]
    var old: [Key: Entry] = [:]
    var youngSize = 0

    mutating func find(_ key: Key, version: UInt64, half: Int) -> RenderedInstance? {
      if let entry = young[key] { return entry.version == version ? entry.rendered : nil }
      guard let entry = old.removeValue(forKey: key), entry.version == version else { return nil }
      insert(key, entry, half: half)
      return entry.rendered
    }

    mutating func insert(_ key: Key, _ entry: Entry, half: Int) {
      if let replaced = young.updateValue(entry, forKey: key) { youngSize -= replaced.rendered.size }
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

  /// As an instance of `base`, if one is named. The lock is held to look and to store, not to render. `siblings` is how
  /// many instances will be asked for along with this one: when all of them together would push out everything else and
  /// one another, none is kept.
  func rendered(_ instance: Instance, as base: CIMClass? = nil, among siblings: Int = 1) -> RenderedInstance {
    let (key, version) = (Key(number: instance.number, cimClass: base ?? instance.cimClass), instance.renderVersion)
    if let known = generations.withLock({ $0.find(key, version: version, half: half) }) { return known }
    let made = RenderedInstance(instance, as: base)
    if siblings <= 2 * half / made.size {
      generations.withLock { $0.insert(key, Entry(version: version, rendered: made), half: half) }
    }
    return made
  }
}
