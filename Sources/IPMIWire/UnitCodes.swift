/// The unit bytes of a sensor's record (IPMI 2.0 table 43-1, bytes 21 to 23).
public struct UnitCodes: Hashable, Sendable {
  public var isPercentage: Bool
  /// 0 none, 1 base / modifier, 2 base * modifier.
  public var modifierUse: UInt8
  /// 0 none, 1 per microsecond ... 6 per day.
  public var rate: UInt8
  public var base: UInt8
  public var modifier: UInt8

  public init(isPercentage: Bool = false, modifierUse: UInt8 = 0, rate: UInt8 = 0, base: UInt8, modifier: UInt8 = 0) {
    self.isPercentage = isPercentage
    self.modifierUse = modifierUse
    self.rate = rate
    self.base = base
    self.modifier = modifier
  }
}

extension UnitCodes: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    isPercentage = try reader.bool()
    modifierUse = try reader.uint8()
    rate = try reader.uint8()
    base = try reader.uint8()
    modifier = try reader.uint8()
  }

  func write(to writer: inout WireWriter) {
    writer.bool(isPercentage)
    writer.uint8(modifierUse)
    writer.uint8(rate)
    writer.uint8(base)
    writer.uint8(modifier)
  }
}
