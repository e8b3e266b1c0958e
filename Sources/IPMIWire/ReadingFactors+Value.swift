import Glibc

extension ReadingFactors {
  /// The value of a raw byte (IPMI 2.0 section 36.3). Nil where the formula has no result, as for the logarithm of
  /// nothing, and for linearizations from 70h on, whose factors have to be asked for with every raw byte.
  public func value(_ raw: UInt8) -> Double? {
    let count: Double =
      switch format {
      case .unsigned: Double(raw)
      case .onesComplement: raw & 0x80 == 0 ? Double(raw) : -Double(~raw)
      case .twosComplement: Double(Int8(bitPattern: raw))
      }
    let offset = scaled(Double(b), byPowerOfTen: Int(bExponent))
    let linear = scaled(Double(m) * count + offset, byPowerOfTen: Int(rExponent))
    guard let value = ReadingFactors.linearized(linear, linearization), value.isFinite else { return nil }
    return value
  }

  /// The functions of table 43-1, byte 24.
  private static func linearized(_ y: Double, _ linearization: UInt8) -> Double? {
    switch linearization {
    case 0: y
    case 1: log(y)
    case 2: log10(y)
    case 3: log2(y)
    case 4: exp(y)
    case 5: pow(10, y)
    case 6: exp2(y)
    case 7: 1 / y
    case 8: y * y
    case 9: y * y * y
    case 10: y.squareRoot()
    case 11: cbrt(y)
    default: nil
    }
  }

  /// Whether factors must be asked for with every raw byte.
  public var isNonLinear: Bool { linearization >= 0x70 }
}
