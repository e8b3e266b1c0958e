/// The data of the answer to Get SEL Info (IPMI 2.0 section 31.2).
public struct SELInfo: Hashable, Sendable {
  public var count: UInt16
  /// Bytes; nil where the BMC says FFFFh, "this many or more".
  public var free: UInt16?
  /// Seconds by the log's own clock, which may be set at any time: to be compared for equality only.
  public var lastAddition: UInt32
  public var lastErase: UInt32
  public var isOverflown: Bool

  public init?(_ data: [UInt8]) {
    guard data.count >= 14 else { return nil }
    func word(_ place: Int) -> UInt16 { UInt16(data[place]) | UInt16(data[place + 1]) << 8 }
    func long(_ place: Int) -> UInt32 { UInt32(word(place)) | UInt32(word(place + 2)) << 16 }
    count = word(1)
    free = word(3) == 0xffff ? nil : word(3)
    lastAddition = long(5)
    lastErase = long(9)
    isOverflown = data[13] & 0x80 != 0
  }

  /// Records there is room for, those in it included.
  public var capacity: UInt32? { free.map { UInt32(count) + UInt32($0) / 16 } }
}
