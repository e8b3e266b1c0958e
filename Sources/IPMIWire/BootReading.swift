/// What the BMC will tell the system's firmware to boot from (boot flags, IPMI 2.0 table 28-14).
public struct BootReading: Hashable, Sendable {
  /// The device's number; nil while the flags are not valid, so that the firmware decides.
  public var device: UInt8?
  /// Not for the next boot only.
  public var isPersistent: Bool
  /// On the monotonic clock, which all processes of a machine share.
  public var takenNanoseconds: UInt64
  public var intervalMilliseconds: UInt32

  public init(device: UInt8?, isPersistent: Bool, takenNanoseconds: UInt64, intervalMilliseconds: UInt32) {
    self.device = device
    self.isPersistent = isPersistent
    self.takenNanoseconds = takenNanoseconds
    self.intervalMilliseconds = intervalMilliseconds
  }
}

extension BootReading: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    device = try reader.optional { (reader) throws(WireError) in try reader.uint8() }
    isPersistent = try reader.bool()
    takenNanoseconds = try reader.uint64()
    intervalMilliseconds = try reader.uint32()
  }

  func write(to writer: inout WireWriter) {
    writer.optional(device) { $0.uint8($1) }
    writer.bool(isPersistent)
    writer.uint64(takenNanoseconds)
    writer.uint32(intervalMilliseconds)
  }
}
