/// How an EEPROM is addressed. Nothing in Lantern writes to one.
public struct MemoryGeometry: Hashable, Sendable {
  /// Bytes in all.
  public var size: Int
  /// Bytes of the offset that is sent, 1 or 2.
  public var offsetBytes: Int
  /// Addresses on the bus whose acknowledgement selects a half of the memory, in order (EE1004, JEDEC 21-C 4.1.6).
  public var pageSelects: [UInt8]

  public init(size: Int, offsetBytes: Int, pageSelects: [UInt8] = []) {
    self.size = size
    self.offsetBytes = offsetBytes
    self.pageSelects = pageSelects
  }

  /// Bytes that the offset reaches; what is beyond is at the next address, or on the next page.
  var reach: Int { offsetBytes == 1 ? 256 : 65536 }
}

/// Reads an EEPROM at its address.
public struct MemoryReader: Hashable, Sendable {
  public let geometry: MemoryGeometry
  public let address: UInt8

  public init(_ geometry: MemoryGeometry, address: UInt8) {
    self.geometry = geometry
    self.address = address
  }

  /// Bytes of one exchange: few enough that others get their turn on the bus.
  private static let portion = 32

  /// Reads `count` bytes from an offset on, as many of them as the memory has.
  public func read(offset: Int, count: Int, on bus: any I2CBus) throws(I2CError) -> [UInt8] {
    var bytes: [UInt8] = []
    var place = max(0, offset)
    let end = min(place + max(0, count), geometry.size)
    var page = -1
    while place < end {
      let bank = place / geometry.reach
      let within = place % geometry.reach
      if !geometry.pageSelects.isEmpty, bank != page {
        try select(bank, on: bus)
        page = bank
      }
      let length = min(Self.portion, end - place, geometry.reach - within)
      let part = try portion(bank: bank, within, length, on: bus)
      guard part.count == length else { throw .malformed }
      bytes += part
      place += length
    }
    return bytes
  }

  private func portion(bank: Int, _ offset: Int, _ count: Int, on bus: any I2CBus) throws(I2CError) -> [UInt8] {
    let functions = bus.functions
    // Without pages, the upper bits of the offset are in the address.
    let target = geometry.pageSelects.isEmpty ? address | UInt8(truncatingIfNeeded: bank) : address
    let low = UInt8(truncatingIfNeeded: offset)
    let high = UInt8(truncatingIfNeeded: offset >> 8)
    let isWide = geometry.offsetBytes == 2
    if functions.contains(.plain) {
      return try bus.perform(.plain(address: target, write: isWide ? [high, low] : [low], read: count))
    }
    if !isWide, functions.contains(.readBytes) {
      return try bus.perform(.smbus(address: target, .readBytes(low, count: count), checked: false))
    }
    var bytes: [UInt8] = []
    if isWide {
      // To the memory this is the offset alone: no byte to be stored follows.
      _ = try bus.perform(.smbus(address: target, .writeByte(high, low), checked: false))
    }
    for place in 0..<count {
      let operation: SMBusOperation = isWide ? .receive : .readByte(low + UInt8(place))
      bytes += try bus.perform(.smbus(address: target, operation, checked: false))
    }
    return bytes
  }

  private func select(_ page: Int, on bus: any I2CBus) throws(I2CError) {
    guard page < geometry.pageSelects.count else { throw .unsupported }
    let target = geometry.pageSelects[page]
    do throws(I2CError) {
      if bus.functions.contains(.plain) {
        _ = try bus.perform(.plain(address: target, write: [0], read: 0))
      } else {
        _ = try bus.perform(.smbus(address: target, .send(0), checked: false))
      }
    } catch {
      guard error == .noAcknowledge, try isSelected(page, on: bus) else { throw error }
    }
  }

  /// Some memories do not acknowledge what is so already. Which half is selected, the first address tells by
  /// acknowledging a read.
  private func isSelected(_ page: Int, on bus: any I2CBus) throws(I2CError) -> Bool {
    do throws(I2CError) {
      _ = try bus.perform(
        bus.functions.contains(.plain)
          ? .plain(address: geometry.pageSelects[0], write: [], read: 1)
          : .smbus(address: geometry.pageSelects[0], .receive, checked: false))
      return page == 0
    } catch {
      if error == .noAcknowledge { return page == 1 }
      throw error
    }
  }
}
