/// What tells one sensor of a BMC from the others, whatever the order of its records.
public struct SensorKey: Hashable, Sendable {
  /// The sensor owner's byte of the record: a slave address, or a software id with bit 0 set.
  public var owner: UInt8
  public var lun: UInt8
  /// The number in the record.
  public var number: UInt8
  /// The place among the sensors that share the record, whose numbers follow `number`; nil when it is not shared.
  public var share: UInt8?

  public init(owner: UInt8, lun: UInt8, number: UInt8, share: UInt8? = nil) {
    self.owner = owner
    self.lun = lun
    self.number = number
    self.share = share
  }
}

extension SensorKey: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    owner = try reader.uint8()
    lun = try reader.uint8()
    number = try reader.uint8()
    share = try reader.optional { (reader) throws(WireError) in try reader.uint8() }
  }

  func write(to writer: inout WireWriter) {
    writer.uint8(owner)
    writer.uint8(lun)
    writer.uint8(number)
    writer.optional(share) { $0.uint8($1) }
  }
}
