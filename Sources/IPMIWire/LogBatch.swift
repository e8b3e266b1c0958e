/// News of a BMC's System Event Log: entries that were read, oldest first, and how the log stands once there are no
/// more for now.
public struct LogBatch: Hashable, Sendable {
  public static let maximumCount = 512

  /// Forget the entries told before: the log was cleared, or is read anew.
  public var startsAnew: Bool
  public var entries: [LogRecord]
  /// Nil while more entries follow.
  public var standing: LogStanding?

  public init(startsAnew: Bool, entries: [LogRecord], standing: LogStanding? = nil) {
    self.startsAnew = startsAnew
    self.entries = entries
    self.standing = standing
  }
}

/// One record of the log: its sixteen bytes as IPMI 2.0 section 32 has them.
public struct LogRecord: Hashable, Sendable {
  public static let length = 16

  public var bytes: [UInt8]

  /// Nil unless there are sixteen bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == LogRecord.length else { return nil }
    self.bytes = Array(bytes)
  }

  public var id: UInt16 { UInt16(bytes[0]) | UInt16(bytes[1]) << 8 }
}

/// The log as Get SEL Info describes it (IPMI 2.0 section 31.2).
public struct LogStanding: Hashable, Sendable {
  public var count: UInt16
  /// Records there is room for, those in it included; nil when the BMC does not say.
  public var capacity: UInt32?
  /// Events were dropped because there was no room.
  public var isOverflown: Bool
  public var isErasing: Bool
  /// On the monotonic clock, which all processes of a machine share.
  public var takenNanoseconds: UInt64
  public var intervalMilliseconds: UInt32

  public init(
    count: UInt16, capacity: UInt32?, isOverflown: Bool, isErasing: Bool, takenNanoseconds: UInt64,
    intervalMilliseconds: UInt32
  ) {
    self.count = count
    self.capacity = capacity
    self.isOverflown = isOverflown
    self.isErasing = isErasing
    self.takenNanoseconds = takenNanoseconds
    self.intervalMilliseconds = intervalMilliseconds
  }
}

extension LogBatch: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    startsAnew = try reader.bool()
    entries = try reader.list { (reader) throws(WireError) in try LogRecord(from: &reader) }
    standing = try reader.optional { (reader) throws(WireError) in try LogStanding(from: &reader) }
  }

  func write(to writer: inout WireWriter) {
    writer.bool(startsAnew)
    writer.list(entries) { $1.write(to: &$0) }
    writer.optional(standing) { $1.write(to: &$0) }
  }
}

extension LogRecord: WireRecord {
  init(from reader: inout WireReader) throws(WireError) { bytes = try reader.bytes(LogRecord.length) }

  func write(to writer: inout WireWriter) { for byte in bytes { writer.uint8(byte) } }
}

extension LogStanding: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    count = try reader.uint16()
    capacity = try reader.optional { (reader) throws(WireError) in try reader.uint32() }
    isOverflown = try reader.bool()
    isErasing = try reader.bool()
    takenNanoseconds = try reader.uint64()
    intervalMilliseconds = try reader.uint32()
  }

  func write(to writer: inout WireWriter) {
    writer.uint16(count)
    writer.optional(capacity) { $0.uint32($1) }
    writer.bool(isOverflown)
    writer.bool(isErasing)
    writer.uint64(takenNanoseconds)
    writer.uint32(intervalMilliseconds)
  }
}
