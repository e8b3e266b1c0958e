/// One firmware component of a controller that can be updated by itself (PICMG HPM.1 section 3).
public struct ComponentRecord: Hashable, Sendable {
  /// A version as HPM.1 tells it: two numbers and four bytes that only the vendor understands.
  public struct Version: Hashable, Sendable {
    public var major: UInt8
    /// Two BCD digits, as the controller gives them.
    public var minor: UInt8
    /// Four bytes, or none.
    public var auxiliary: [UInt8]

    public init(major: UInt8, minor: UInt8, auxiliary: [UInt8] = []) {
      self.major = major
      self.minor = minor
      self.auxiliary = auxiliary
    }
  }

  /// 0 to 7.
  public var number: UInt8
  /// Its description, at most 12 characters; nil when it has none.
  public var name: String?
  /// What runs now.
  public var current: Version
  /// What it would go back to; nil when it keeps no copy.
  public var rollback: Version?

  public init(number: UInt8, name: String? = nil, current: Version, rollback: Version? = nil) {
    self.number = number
    self.name = name
    self.current = current
    self.rollback = rollback
  }
}

extension ComponentRecord: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    number = try reader.uint8()
    name = try reader.optionalText()
    current = try Version(from: &reader)
    rollback = try reader.optional { (reader) throws(WireError) in try Version(from: &reader) }
  }

  func write(to writer: inout WireWriter) {
    writer.uint8(number)
    writer.optionalText(name)
    current.write(to: &writer)
    writer.optional(rollback) { $1.write(to: &$0) }
  }
}

extension ComponentRecord.Version: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    major = try reader.uint8()
    minor = try reader.uint8()
    auxiliary = try reader.blob()
  }

  func write(to writer: inout WireWriter) {
    writer.uint8(major)
    writer.uint8(minor)
    writer.blob(auxiliary)
  }
}
