public import IPMIWire

/// The factors that Get Sensor Reading Factors gives for one raw byte of a non-linear sensor (IPMI 2.0 section 35.5):
/// they hold for that byte only, and nothing has to be linearized.
public enum SensorFactors {
  public static func parse(_ data: [UInt8], format: ReadingFactors.Format) -> ReadingFactors? {
    // Next raw byte with factors of its own, M, M and tolerance, B, B and accuracy, accuracy, exponents.
    guard data.count >= 7 else { return nil }
    func signed10(_ low: UInt8, _ high: UInt8) -> Int16 {
      Int16(bitPattern: (UInt16(low) | UInt16(high >> 6) << 8) << 6) >> 6
    }
    func signed4(_ nibble: UInt8) -> Int8 { Int8(bitPattern: nibble << 4) >> 4 }
    return ReadingFactors(
      m: signed10(data[1], data[2]), b: signed10(data[3], data[4]), bExponent: signed4(data[6] & 0x0f),
      rExponent: signed4(data[6] >> 4), format: format)
  }
}
