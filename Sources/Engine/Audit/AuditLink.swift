import Hashing

/// Where the hash chain of the audit trail stands: what the next record builds on.
public struct AuditLink: Hashable, Sendable {
  /// The number of the last record; 0 before the first.
  public var number: UInt64
  /// The SHA-256 (32 bytes) of the last record's line with its line feed; after lines that are no records, of the hash
  /// before and such a line, one after the other.
  public var hash: [UInt8]

  public init(number: UInt64, hash: [UInt8]) {
    self.number = number
    self.hash = hash
  }

  /// Before the first record: number 0, a hash of zeros.
  public static let beginning = AuditLink(number: 0, hash: [UInt8](repeating: 0, count: SHA256.byteCount))

  /// After a record with this number.
  init(number: UInt64, line: some Sequence<UInt8>) { self.init(number: number, hash: SHA256.digest(line)) }

  /// After a line that is no record, such as one that a full disk cut short. `line` ends in a line feed.
  func absorbing(_ line: some Sequence<UInt8>) -> AuditLink {
    AuditLink(number: number, hash: SHA256.digest(hash + line))
  }
}
