import Hashing

/// What the beginning of a record says of its place in the chain: `{"number":12,"previous":"9f...","time":...}`.
struct AuditLine: Hashable, Sendable {
  /// Bytes with the line feed. No record comes near it, whatever callers send.
  static let maximumLength = 1 << 16

  /// Numbers stay so far below what an integer holds that adding to one that somebody made up does no harm.
  static let maximumNumber: UInt64 = 1 << 62

  /// From 1 to `maximumNumber`.
  let number: UInt64
  /// The hash of `AuditLink` before this record.
  let previous: [UInt8]

  /// Nil when `line`, with its line feed, is not a whole record.
  init?(_ line: some RandomAccessCollection<UInt8>) {
    var rest = line[...]
    func skip(_ text: StaticString) -> Bool {
      text.withUTF8Buffer { expected in
        guard rest.starts(with: expected) else { return false }
        rest = rest.dropFirst(expected.count)
        return true
      }
    }
    guard Self.isWhole(line), skip("{\"number\":") else { return nil }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits.first != UInt8(ascii: "0"), let number = UInt64(String(decoding: digits, as: UTF8.self)),
      number <= Self.maximumNumber
    else { return nil }
    rest = rest.dropFirst(digits.count)
    guard skip(",\"previous\":\"") else { return nil }
    let hash = rest.prefix(SHA256.byteCount * 2)
    rest = rest.dropFirst(hash.count)
    guard let previous = Hex.decode(hash), previous.count == SHA256.byteCount, skip("\",") else { return nil }
    self.number = number
    self.previous = previous
  }

  /// Whether the line has its end, `"}` and a line feed: within a value that quote would have a backslash before it.
  private static func isWhole(_ line: some RandomAccessCollection<UInt8>) -> Bool {
    guard line.suffix(3).elementsEqual("\"}\n".utf8) else { return false }
    let backslashes = line.dropLast(3).reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    return backslashes.isMultiple(of: 2)
  }
}
