/// What a BMC says of its chassis besides the power; each is nil where it does not say it.
public struct ChassisReading: Hashable, Sendable {
  /// 0 off, 1 for a while, 2 until switched off (Get Chassis Status, IPMI 2.0 section 28.2).
  public var identify: UInt8?
  /// 0 stays off, 1 as before, 2 switches on when power comes back (the same answer).
  public var restorePolicy: UInt8?
  /// Get System Restart Cause, table 28-11.
  public var restartCause: UInt8?

  public init(identify: UInt8? = nil, restorePolicy: UInt8? = nil, restartCause: UInt8? = nil) {
    self.identify = identify
    self.restorePolicy = restorePolicy
    self.restartCause = restartCause
  }
}

extension ChassisReading: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    func number(_ reader: inout WireReader) throws(WireError) -> UInt8 { try reader.uint8() }
    identify = try reader.optional(number)
    restorePolicy = try reader.optional(number)
    restartCause = try reader.optional(number)
  }

  func write(to writer: inout WireWriter) {
    for value in [identify, restorePolicy, restartCause] { writer.optional(value) { $0.uint8($1) } }
  }
}
