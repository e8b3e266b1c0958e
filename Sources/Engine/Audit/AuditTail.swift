/// The end of a trail's file, from which a chain that was interrupted goes on.
struct AuditTail: Hashable, Sendable {
  /// How much of a file's end is looked at.
  static let window = AuditLine.maximumLength

  /// The last whole record, though it may have lost its line feed; nil when there is none.
  private(set) var record: AuditLink?
  /// What stands after it, line by line, each with a line feed: lines that were cut short.
  private(set) var fragments: [[UInt8]] = []
  /// Whether the last line lacks its line feed.
  private(set) var isOpen = false

  /// `bytes` are the last of the file, up to `window`; nothing for an empty file.
  init(_ bytes: some Collection<UInt8>) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      isOpen = end == nil
      let line = Array(end.map { rest[...$0] } ?? rest[...]) + (isOpen ? [UInt8(ascii: "\n")] : [])
      rest = end.map { rest[rest.index(after: $0)...] } ?? rest[rest.endIndex...]
      if let found = AuditLine(line) {
        record = AuditLink(number: found.number, line: line)
        fragments = []
      } else {
        fragments.append(line)
      }
    }
  }

  /// The last record, of what is in the file and what is known to have been written; a crash may leave the file one
  /// ahead of the head. A file that ends before what is known keeps its gap: the next record does not hide it.
  func last(knowing known: AuditLink?) -> AuditLink {
    guard let record, record.number > known?.number ?? 0 else { return known ?? .beginning }
    return record
  }

  /// What the next record builds on.
  func link(after last: AuditLink) -> AuditLink { fragments.reduce(last) { $0.absorbing($1) } }
}
