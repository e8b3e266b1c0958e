/// The power state as the BMC confirms it.
public struct PowerReading: Hashable, Sendable {
  /// Get Chassis Status: system power is on.
  public var isOn: Bool
  /// Get ACPI Power State, the system's part (IPMI 2.0 table 20-8); nil where the BMC does not know it.
  public var acpiState: UInt8?
  /// On the monotonic clock, which all processes of a machine share.
  public var takenNanoseconds: UInt64
  /// How often it is read.
  public var intervalMilliseconds: UInt32

  public init(isOn: Bool, acpiState: UInt8? = nil, takenNanoseconds: UInt64, intervalMilliseconds: UInt32) {
    self.isOn = isOn
    self.acpiState = acpiState
    self.takenNanoseconds = takenNanoseconds
    self.intervalMilliseconds = intervalMilliseconds
  }
}

extension PowerReading: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    isOn = try reader.bool()
    acpiState = try reader.optional { (reader) throws(WireError) in try reader.uint8() }
    takenNanoseconds = try reader.uint64()
    intervalMilliseconds = try reader.uint32()
  }

  func write(to writer: inout WireWriter) {
    writer.bool(isOn)
    writer.optional(acpiState) { $0.uint8($1) }
    writer.uint64(takenNanoseconds)
    writer.uint32(intervalMilliseconds)
  }
}
