/// The packet error code of SMBus (3.1, section 6.4.1): CRC-8 with the polynomial x⁸ + x² + x + 1.
enum PacketErrorCode {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt8 {
    var code: UInt8 = 0
    for byte in bytes {
      code ^= byte
      for _ in 0..<8 { code = code & 0x80 != 0 ? code << 1 ^ 0x07 : code << 1 }
    }
    return code
  }
}
