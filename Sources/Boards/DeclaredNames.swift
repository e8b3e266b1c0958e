import Documents
import Model

/// Every id that a board file gives to something, before anything is read, so that records may name those that come
/// later; and in the end which of them hold.
struct DeclaredNames {
  /// The lists of a board file, and what kind of object each item becomes.
  private static let sections: KeyValuePairs<String, ObjectKind> = [
    "systems": .system, "sensors": .sensor, "fans": .fan, "supplies": .supply, "parts": .part, "firmware": .firmware,
    "redundancy": .redundancy,
  ]

  private(set) var all: Set<ObjectID> = []
  /// In the order of the file, for suggestions.
  private var ids: [ObjectKind: [String]] = [:]
  /// The id each part names as the one it sits in.
  private(set) var containers: [String: String] = [:]

  /// `hosts` are the systems that groups of BMCs make.
  init(_ root: Node, hosts: [String] = []) {
    for (section, kind) in DeclaredNames.sections {
      for item in root.items(of: section) {
        guard let id = item.member("id")?.text else { continue }
        all.insert(ObjectID(kind, id))
        ids[kind, default: []].append(id)
        if kind == .part, let container = item.member("in")?.text { containers[id] = container }
      }
    }
    for host in hosts { declareSystem(host) }
    if ids[.system] == nil { declareSystem(System.onlyID) }
  }

  private mutating func declareSystem(_ id: String) {
    all.insert(ObjectID(.system, id))
    ids[.system, default: []].append(id)
  }

  func ids(of kinds: [ObjectKind]) -> [String] { kinds.flatMap { ids[$0] ?? [] } }

  /// The object a reference means: the first of `kinds` that has the id.
  func resolve(_ id: String, among kinds: [ObjectKind]) -> ObjectID? {
    kinds.lazy.map { ObjectID($0, id) }.first { all.contains($0) }
  }

  /// The parts from `id` outward when they lead back to it; nil when they do not.
  func containerCycle(from id: String) -> [String]? {
    var path = [id]
    while let next = containers[path[path.count - 1]] {
      path.append(next)
      if next == id { return path }
      if path.dropLast().contains(next) { return nil }
    }
    return nil
  }
}
