/// Where a generation of memory modules has what.
struct SPDLayout {
  /// A word of the `memory-type` vocabulary of profiles.
  var memoryType: String
  /// Where two bytes of the maker begin, followed by a place, a year, a week and four bytes of serial number.
  var maker: Int
  var partNumber: Range<Int>
  /// Words for module types, from 1 on.
  private var moduleTypes: [String?]

  /// Nil for what is none of the three.
  static func of(_ type: UInt8) -> SPDLayout? {
    switch type {
    case 0x0b:
      SPDLayout(
        memoryType: "DDR3", maker: 117, partNumber: 128..<146,
        moduleTypes: [
          "RDIMM", "UDIMM", "SODIMM", nil, nil, nil, nil, "SODIMM", "SODIMM", "SODIMM", "LRDIMM", "SODIMM", "SODIMM",
        ])
    case 0x0c:
      SPDLayout(
        memoryType: "DDR4", maker: 320, partNumber: 329..<349,
        moduleTypes: [
          "RDIMM", "UDIMM", "SODIMM", "LRDIMM", nil, nil, nil, "SODIMM", "SODIMM", nil, nil, "SODIMM", "SODIMM",
        ])
    case 0x12:
      SPDLayout(
        memoryType: "DDR5", maker: 512, partNumber: 521..<551,
        moduleTypes: ["RDIMM", "UDIMM", "SODIMM", "LRDIMM", "UDIMM", "SODIMM", "RDIMM"])
    default: nil
    }
  }

  func formFactor(_ moduleType: UInt8) -> String? {
    moduleTypes.indices.contains(Int(moduleType) - 1) ? moduleTypes[Int(moduleType) - 1] : nil
  }

  /// Whether the parameters of the memory are as they were written (CRC-16, polynomial 1021h, lower byte first).
  func hasGoodParameters(_ bytes: [UInt8]) -> Bool {
    let covered = memoryType == "DDR5" ? 510 : memoryType == "DDR3" && bytes[0] & 0x80 != 0 ? 117 : 126
    let place = memoryType == "DDR5" ? 510 : 126
    guard bytes.count >= place + 2 else { return false }
    var crc: UInt16 = 0
    for byte in bytes.prefix(covered) {
      crc ^= UInt16(byte) << 8
      for _ in 0..<8 { crc = crc & 0x8000 != 0 ? crc << 1 ^ 0x1021 : crc << 1 }
    }
    return crc == UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
  }

  /// Bytes. Nil where ranks differ from each other or a code is a reserved one.
  func capacity(_ bytes: [UInt8]) -> UInt64? {
    switch memoryType {
    case "DDR3":
      return capacity(
        megabits: bytes[4] & 0x0f < 7 ? 256 << UInt64(bytes[4] & 0x0f) : nil, width: bytes[7] & 7,
        ranks: UInt64(bytes[7] >> 3 & 7) + 1, busWidth: bytes[8] & 7)
    case "DDR4":
      guard bytes[12] & 0x40 == 0 else { return nil }
      let densities: [UInt64] = [256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 12288, 24576]
      let density = Int(bytes[4] & 0x0f)
      // Dies of a stack are ranks of their own.
      let dies = bytes[6] & 3 == 2 ? UInt64(bytes[6] >> 4 & 7) + 1 : 1
      return capacity(
        megabits: density < densities.count ? densities[density] : nil, width: bytes[12] & 7,
        ranks: (UInt64(bytes[12] >> 3 & 7) + 1) * dies, busWidth: bytes[13] & 7)
    default:
      guard bytes[0xea] & 0x40 == 0 else { return nil }
      let densities: [UInt64?] = [nil, 4, 8, 12, 16, 24, 32, 48, 64]
      let density = Int(bytes[4] & 0x1f)
      let dies: [UInt64?] = [1, 1, 2, 4, 8, 16, nil, nil]
      guard let stack = dies[Int(bytes[4] >> 5)], density < densities.count else { return nil }
      return capacity(
        megabits: densities[density].map { $0 << 10 }, width: bytes[6] >> 5,
        ranks: (UInt64(bytes[0xea] >> 3 & 7) + 1) * stack, busWidth: bytes[0xeb] & 7
      ).map { $0 << UInt64(bytes[0xeb] >> 5 & 3) }
    }
  }

  /// Of so many megabits a chip, whose width is 4, 8, 16 or 32 bits, on a bus of 8, 16, 32 or 64.
  private func capacity(megabits: UInt64?, width: UInt8, ranks: UInt64, busWidth: UInt8) -> UInt64? {
    guard let megabits, width < 4, busWidth < 4 else { return nil }
    return (megabits * ranks * (8 << UInt64(busWidth)) / (4 << UInt64(width))) << 17
  }

  /// Millions of transfers in a second, as the module is sold: from the shortest cycle time.
  func megahertz(_ bytes: [UInt8]) -> UInt32? {
    let picoseconds: Int
    switch memoryType {
    case "DDR3":
      // A medium time base as a fraction of nanoseconds, a fine one of picoseconds.
      guard bytes[11] != 0, bytes[9] & 0x0f != 0 else { return nil }
      let fine = Int(Int8(bitPattern: bytes[34])) * Int(bytes[9] >> 4) / Int(bytes[9] & 0x0f)
      picoseconds = Int(bytes[12]) * Int(bytes[10]) * 1000 / Int(bytes[11]) + fine
    case "DDR4": picoseconds = Int(bytes[18]) * 125 + Int(Int8(bitPattern: bytes[125]))
    default: picoseconds = Int(bytes[20]) | Int(bytes[21]) << 8
    }
    guard (100...10_000).contains(picoseconds) else { return nil }
    let rate = 2_000_000 / picoseconds
    // Grades are multiples of 133 1/3, cut off: 1866, 2133; of 200 since DDR5.
    if memoryType == "DDR5" { return UInt32((rate + 100) / 200 * 200) }
    return UInt32((rate * 3 + 200) / 400 * 400 / 3)
  }
}
