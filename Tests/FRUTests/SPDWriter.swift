/// Serial Presence Detect contents for tests: bytes at places, and the checksum over them.
struct SPDWriter {
  var bytes: [UInt8]

  init(count: Int) { bytes = [UInt8](repeating: 0, count: count) }

  mutating func put(_ place: Int, _ values: [UInt8]) {
    bytes.replaceSubrange(place..<place + values.count, with: values)
  }

  mutating func put(_ place: Int, _ text: String) { put(place, Array(text.utf8)) }

  /// CRC-16 with the polynomial 1021h over the first `count` bytes, the lower byte first.
  mutating func seal(_ count: Int, at place: Int) {
    var rest = 0
    for byte in bytes.prefix(count) {
      rest ^= Int(byte) << 8
      for _ in 0..<8 { rest = (rest & 0x8000 != 0 ? rest << 1 ^ 0x1021 : rest << 1) & 0xffff }
    }
    put(place, [UInt8(rest & 0xff), UInt8(rest >> 8)])
  }

  /// A registered DDR4-2400 module of 16 GiB: two ranks of 8 Gbit chips, eight bits wide, on 64 bits and 8 of ECC.
  static var ddr4: SPDWriter {
    var spd = SPDWriter(count: 512)
    spd.put(0, [0x23, 0x11, 0x0c, 0x01, 0x85, 0x21])
    spd.put(12, [0x09, 0x0b])
    spd.put(18, [7])
    spd.put(125, [0xd6])
    spd.seal(126, at: 126)
    spd.put(320, [0x80, 0xce, 0x02, 0x18, 0x23, 0x12, 0x34, 0xab, 0xcd])
    spd.put(329, "M393A2K43BB1-CTD    ")
    return spd
  }

  /// An unbuffered DDR3-1600 module of 4 GiB; the checksum leaves out the module's own numbers.
  static var ddr3: SPDWriter {
    var spd = SPDWriter(count: 256)
    spd.put(0, [0x92, 0x11, 0x0b, 0x02, 0x03, 0x19, 0, 0x09, 0x0b, 0x11, 1, 8, 0x0a])
    spd.seal(117, at: 126)
    spd.put(117, [0x01, 0x98, 0x04, 0x13, 0x01, 0xa0, 0x01, 0x02, 0x03])
    spd.put(128, "99U5471-012.A00LF ")
    return spd
  }

  /// An unbuffered DDR5-5600 module of 16 GiB: one rank of 16 Gbit chips, eight bits wide, on two channels of 32.
  static var ddr5: SPDWriter {
    var spd = SPDWriter(count: 1024)
    spd.put(0, [0x30, 0x10, 0x12, 0x02, 0x04, 0x00, 0x20, 0x62])
    spd.put(20, [0x65, 0x01])
    spd.put(0xea, [0x00, 0x22])
    spd.seal(510, at: 510)
    spd.put(512, [0x80, 0x2c, 0x0f, 0x23, 0x45, 0xe1, 0x02, 0x03, 0x04])
    spd.put(521, "CT16G56C46U5.M8G1             ")
    return spd
  }
}
