/// Cuts bytes that come in pieces into lines. Of a line that is longer than `limit` only the beginning is kept, one byte
/// more than the limit, so that this can be seen.
struct LineCutter: Sendable {
  private let limit: Int
  private var rest: [UInt8] = []

  init(limit: Int) { self.limit = limit }

  /// Hands over each line that is whole, with its line feed. False, at once, when `body` returned it.
  mutating func take(_ bytes: ArraySlice<UInt8>, _ body: ([UInt8]) -> Bool) -> Bool {
    var bytes = bytes
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
      keep(bytes[...end])
      bytes = bytes[(end + 1)...]
      guard body(rest) else { return false }
      rest.removeAll(keepingCapacity: true)
    }
    keep(bytes)
    return true
  }

  /// Hands over what is left: a last line without a line feed.
  mutating func finish(_ body: ([UInt8]) -> Bool) -> Bool { rest.isEmpty || body(rest) }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) { rest += bytes.prefix(max(0, limit + 1 - rest.count)) }
}
