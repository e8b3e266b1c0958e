import Model

extension Part {
  mutating func readNumbers(
    _ structure: SMBIOSStructure, manufacturer: Int, model: Int, version: Int? = nil, serialNumber: Int, assetTag: Int
  ) {
    self.manufacturer = structure.text(manufacturer)
    self.model = structure.text(model)
    self.version = version.flatMap { structure.text($0) }
    self.serialNumber = structure.text(serialNumber)
    self.assetTag = structure.text(assetTag)
  }

  /// System Enclosure (type 3) with the name of the product (type 1), whose numbers stand in where it has none.
  mutating func readChassis(_ chassis: SMBIOSStructure?, product: SMBIOSStructure?) {
    manufacturer = chassis?.text(4) ?? product?.text(4)
    model = product?.text(5)
    version = chassis?.text(6) ?? product?.text(6)
    serialNumber = chassis?.text(7) ?? product?.text(7)
    assetTag = chassis?.text(8)
    sku = product?.text(0x19)
    if let number = product?.text(7), number != serialNumber {
      attributes.append(Attribute(name: "product-serial-number", value: number))
    }
    // Types 1 and 2 are "other" and "unknown"; the highest bit is a lock's.
    if let type = chassis?.byte(5).map({ $0 & 0x7f }), type > 2, type <= 36 { chassisType = type }
  }

  /// Processor Information (type 4). Returns whether the socket has one.
  mutating func readProcessor(_ structure: SMBIOSStructure) -> Bool {
    readNumbers(structure, manufacturer: 7, model: 0x10, serialNumber: 0x20, assetTag: 0x21)
    name = structure.text(4) ?? ""
    partNumber = structure.text(0x22)
    return (structure.byte(0x18) ?? 0) & 0x40 != 0
  }

  /// Memory Device (type 17). Returns whether the slot has one.
  mutating func readMemory(_ structure: SMBIOSStructure) -> Bool {
    readNumbers(structure, manufacturer: 0x17, model: 0x1a, serialNumber: 0x18, assetTag: 0x19)
    name = structure.text(0x10) ?? ""
    bank = structure.text(0x11)
    partNumber = model
    isReplaceable = structure.byte(0x0e).map { [3, 9, 0x0c, 0x0d, 0x0f].contains($0) } ?? false
    formFactor = structure.byte(0x0e).flatMap { Self.forms[$0] }
    memoryType = structure.byte(0x12).flatMap { Self.memoryTypes[$0] }
    if let speed = structure.word(0x15), speed != 0 {
      speedMegahertz = speed == 0xffff ? structure.doubleWord(0x54) : UInt32(speed)
    }
    guard let size = structure.word(0x0c), size != 0 else { return false }
    switch size {
    case 0xffff: break
    case 0x7fff: capacity = structure.doubleWord(0x1c).map { UInt64($0 & 0x7fff_ffff) << 20 }
    default: capacity = UInt64(size & 0x7fff) << (size & 0x8000 != 0 ? 10 : 20)
    }
    return true
  }

  /// System Power Supply (type 39). Returns whether the bay has one.
  mutating func readSupply(_ structure: SMBIOSStructure) -> Bool {
    readNumbers(structure, manufacturer: 7, model: 6, version: 0x0b, serialNumber: 8, assetTag: 9)
    name = structure.text(5) ?? ""
    partNumber = structure.text(0x0a)
    isReplaceable = (structure.word(0x0e) ?? 0) & 1 != 0
    return (structure.word(0x0e) ?? 0) & 2 != 0
  }

  private static let forms: [UInt8: String] = [3: "SIMM", 9: "DIMM", 0x0c: "RIMM", 0x0d: "SODIMM", 0x0f: "FB-DIMM"]
  private static let memoryTypes: [UInt8: String] = [
    3: "DRAM", 5: "SRAM", 0x0f: "SDRAM", 0x11: "RDRAM", 0x12: "DDR", 0x13: "DDR2", 0x14: "FB-DIMM", 0x18: "DDR3",
    0x1a: "DDR4", 0x1b: "LPDDR", 0x1c: "LPDDR2", 0x1d: "LPDDR3", 0x1e: "LPDDR4", 0x22: "DDR5", 0x23: "LPDDR5",
  ]
}
