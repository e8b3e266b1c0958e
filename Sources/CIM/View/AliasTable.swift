/// Key values of another product that its clients insist on, and what they stand for here.
struct AliasTable: Sendable {
  struct Entry: Sendable {
    let cimClass: CIMClass
    let key: String
    let alias: String
    let native: String
  }

  var entries: [Entry] = []
  var productVersion: String?

  var isEmpty: Bool { entries.isEmpty }

  func native(of text: String, key: String, _ cimClass: CIMClass) -> String? {
    entries.first { $0.alias == text && $0.key == key && cimClass.isKind(of: $0.cimClass) }?.native
  }
}
