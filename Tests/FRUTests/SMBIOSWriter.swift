/// SMBIOS tables for tests.
struct SMBIOSWriter {
  private(set) var table: [UInt8] = []
  private(set) var count: UInt16 = 0

  /// Adds a structure of so many bytes, with values at places, and with strings that the places refer to.
  mutating func add(
    _ type: UInt8, length: Int, _ values: [Int: [UInt8]] = [:], strings: KeyValuePairs<Int, String> = [:]
  ) {
    var formatted = [UInt8](repeating: 0, count: length)
    formatted.replaceSubrange(0..<4, with: [type, UInt8(length), UInt8(count), 0x10])
    for (place, bytes) in values { formatted.replaceSubrange(place..<place + bytes.count, with: bytes) }
    for (number, string) in strings.enumerated() { formatted[string.key] = UInt8(number + 1) }
    table += formatted + strings.flatMap { Array($0.value.utf8) + [0] } + (strings.isEmpty ? [0, 0] : [0])
    count += 1
  }

  /// `_SM3_`, version 3.2.
  var entryPoint64: [UInt8] {
    let length = [UInt8(table.count & 0xff), UInt8(table.count >> 8), 0, 0]
    var bytes = Array("_SM3_".utf8) + [0, 24, 3, 2, 0, 1, 0] + length + [UInt8](repeating: 0, count: 8)
    bytes[5] = FRUWriter.zeroing(bytes)
    return bytes
  }

  /// `_SM_`.
  func entryPoint32(_ major: UInt8, _ minor: UInt8) -> [UInt8] {
    var inner = Array("_DMI_".utf8) + [0, UInt8(table.count & 0xff), UInt8(table.count >> 8)]
    inner += [0, 0, 0x0f, 0, UInt8(count & 0xff), UInt8(count >> 8), 0x24]
    inner[5] = FRUWriter.zeroing(inner)
    var outer = Array("_SM_".utf8) + [0, 31, major, minor, 0xff, 0, 0, 0, 0, 0, 0, 0]
    outer[4] = FRUWriter.zeroing(outer + inner)
    return outer + inner
  }

  /// A server with two sockets of which one is empty, two slots of which one is, and one supply.
  static var server: SMBIOSWriter {
    var writer = SMBIOSWriter()
    writer.add(
      0, length: 0x1a, [0x14: [5, 17, 1, 38]], strings: [4: "BIOS Maker", 5: "F12", 8: "11/22/2025"])
    writer.add(
      1, length: 0x1b, [8: [UInt8](0x10...0x1f)],
      strings: [4: "Maker", 5: "Server 1U", 6: "B0", 7: "SN-1", 0x19: "SKU-9", 0x1a: "Family"])
    writer.add(
      2, length: 15, [9: [0x09], 0x0d: [0x0a]],
      strings: [4: "Board Maker", 5: "X1-MB", 6: "1.02", 7: "MB-77", 8: "Default string"])
    writer.add(
      3, length: 0x16, [5: [0x97]],
      strings: [4: "Case Maker", 6: "C1", 7: "CH-5", 8: "To be filled by O.E.M."])
    writer.add(
      4, length: 0x30, [5: [3], 0x18: [0x41]],
      strings: [4: "CPU0", 7: "GenuineMaker", 0x10: "Processor 9000", 0x22: "P9000"])
    writer.add(4, length: 0x30, [5: [3], 0x18: [0x00]], strings: [4: "CPU1"])
    writer.add(16, length: 0x17)
    writer.add(17, length: 0x5c, [0x0c: [0, 0]], strings: [0x10: "DIMM_A1", 0x11: "A", 0x17: "NO DIMM"])
    writer.add(
      17, length: 0x5c,
      [0x0c: [0xff, 0x7f], 0x0e: [9], 0x12: [0x1a], 0x15: [0x60, 0x09], 0x1c: [0, 0x80, 0, 0]],
      strings: [0x10: "DIMM_B1", 0x11: "B", 0x17: "Samsung", 0x18: "1234ABCD", 0x19: "tag", 0x1a: "M393A4K40"])
    writer.add(
      39, length: 0x16, [0x0c: [0xee, 0x02], 0x0e: [0x03, 0]],
      strings: [5: "PSU bay 1", 6: "PWS-750", 7: "Power Maker", 8: "PS-1", 0x0a: "750-1", 0x0b: "R2"])
    writer.add(127, length: 4)
    return writer
  }
}
