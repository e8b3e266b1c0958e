import Hashing

/// The file `audit.head` beside the trail: with which record the trail begins and where it ends, so that what is taken
/// away at either end is missed. One line, replaced as a whole after each record.
struct AuditHead: Hashable, Sendable {
  static let name = "audit.head"

  /// The number of the oldest record that is kept.
  var first: UInt64
  /// The newest record; its hash is that of its line.
  var last: AuditLink

  init(first: UInt64, last: AuditLink) {
    self.first = first
    self.last = last
  }

  /// `{"first":1,"last":12,"hash":"9f..."}` and a line feed.
  var text: [UInt8] {
    var json = JSONLine()
    json.add("first", first)
    json.add("last", last.number)
    json.add("hash", Hex.encode(last.hash))
    return json.finish()
  }

  /// Nil for anything but what `text` writes.
  init?(parsing bytes: [UInt8]) {
    guard let fields = JSONLine.fields(of: bytes), fields.map(\.name) == ["first", "last", "hash"],
      let first = UInt64(fields[0].value), let last = UInt64(fields[1].value),
      let hash = Hex.decode(fields[2].value.utf8), hash.count == SHA256.byteCount
    else { return nil }
    self.init(first: first, last: AuditLink(number: last, hash: hash))
    guard text == bytes, (1...AuditLine.maximumNumber).contains(first), last <= AuditLine.maximumNumber else {
      return nil
    }
  }
}
