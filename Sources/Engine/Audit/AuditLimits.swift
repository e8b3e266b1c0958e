/// How much of the audit trail is kept: at most `files` files of about `fileSize` bytes, the oldest going first.
public struct AuditLimits: Hashable, Sendable {
  public static let fileSizeRange = 16_384...1_073_741_824
  public static let filesRange = 2...64

  /// Bytes after which a new file is begun. One record, or lines cut short, can pass it once.
  public var fileSize = 1 << 20
  /// With the one that is written to.
  public var files = 8

  public init() {}
}
