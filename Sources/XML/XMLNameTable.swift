import CLibXML2

/// The names met in documents, each kept once.
///
/// libxml2 interns names per parser context: the same name is the same pointer. The table goes by pointers, and must
/// not outlive the context whose names it holds.
struct XMLNameTable {
  struct Entry: Sendable {
    let qualified: XMLQualifiedName
    /// Its number in the vocabulary.
    let known: Int?
  }

  private struct Slot {
    var namespace: UInt = 0
    var local: UInt = 0
    var entry: Int32 = -1
  }

  private(set) var entries: [Entry] = []
  private let vocabulary: XMLVocabulary
  /// Open addressing; the count is a power of two and at least twice that of `entries`.
  private var slots = [Slot](repeating: Slot(), count: 256)

  init(vocabulary: XMLVocabulary) { self.vocabulary = vocabulary }

  /// The place of a name in `entries`; nil when it is longer than `limit` bytes (a namespace: four times that). A
  /// declared prefix with its namespace is kept like a name; no prefix at all is an empty one.
  mutating func place(namespace: UnsafePointer<xmlChar>?, local: UnsafePointer<xmlChar>?, limit: Int) -> Int32? {
    let key = Slot(namespace: UInt(bitPattern: namespace), local: UInt(bitPattern: local))
    var probe = start(of: key)
    while slots[probe].entry >= 0 {
      if slots[probe].namespace == key.namespace && slots[probe].local == key.local { return slots[probe].entry }
      probe = (probe + 1) & (slots.count - 1)
    }
    guard xmlStrlen(local) <= limit, xmlStrlen(namespace) <= 4 * limit else { return nil }
    var uri: [UInt8] = []
    uri.append(libxml2Value: UnsafeBufferPointer(start: namespace, count: Int(xmlStrlen(namespace))))
    let name = XMLQualifiedName(
      namespace: String(decoding: uri, as: UTF8.self), local: local.map { String(cString: $0) } ?? "")
    entries.append(Entry(qualified: name, known: vocabulary.number(of: name)))
    slots[probe] = Slot(namespace: key.namespace, local: key.local, entry: Int32(entries.count - 1))
    if entries.count * 2 > slots.count { grow() }
    return Int32(entries.count - 1)
  }

  private func start(of key: Slot) -> Int {
    let mixed = (key.namespace &* 0x9E37_79B1) ^ (key.local >> 3) &* 0x85EB_CA77
    return Int(truncatingIfNeeded: mixed ^ (mixed >> 15)) & (slots.count - 1)
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.entry >= 0 {
      var probe = start(of: slot)
      while slots[probe].entry >= 0 { probe = (probe + 1) & (slots.count - 1) }
      slots[probe] = slot
    }
  }
}
