/// From the bits of a register to a number: by a form, then times `scale`, plus `offset`.
public struct Conversion: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    case number
    /// Five bits of exponent, eleven of mantissa (PMBus 1.3 part II 7.3).
    case linear11
    /// The exponent is in VOUT_MODE (8.3.1).
    case linear16
    /// The coefficients are in the chip, at COEFFICIENTS (14.1).
    case coefficients
    /// `constant` by the number; nothing turns where the number is 0 or at least `stopped`.
    case count(constant: Double, stopped: UInt32)
    /// The mean of what a READ_EIN or READ_EOUT counts between two readings (18.13).
    case energy
  }

  public var form: Form = .number
  /// Two's complement of the bits that are meant.
  public var isSigned = false
  public var scale: Double = 1
  public var offset: Double = 0

  public init(form: Form = .number, isSigned: Bool = false, scale: Double = 1, offset: Double = 0) {
    self.form = form
    self.isSigned = isSigned
    self.scale = scale
    self.offset = offset
  }

  /// DIRECT, (Y × 10^−R − b) / m (PMBus 1.3 part II 7.4).
  public static func direct(m: Double, b: Double, r: Int) -> Conversion {
    var power = 1.0
    for _ in 0..<min(r.magnitude, 300) { power *= 10 }
    return Conversion(isSigned: true, scale: (r < 0 ? power : 1 / power) / m, offset: -b / m)
  }
}

extension Register {
  /// The bits that are meant as a number with a sign.
  func signedField(of number: UInt32) -> Double {
    let field = field(of: number)
    return field & topBit == 0 ? Double(field) : Double(field) - 2 * Double(topBit)
  }
}

/// Numbers as PMBus writes them.
public enum PMBusNumber {
  /// LINEAR11 (PMBus 1.3 part II 7.3).
  public static func linear11(_ word: UInt16) -> Double {
    let mantissa = Int16(bitPattern: word << 5) >> 5
    let exponent = Int16(bitPattern: word) >> 11
    return Double(mantissa) * power(Int(exponent))
  }

  /// The word nearest to a number: the smallest exponent that it fits. Nil beyond what 16 bits can say.
  public static func linear11(of number: Double) -> UInt16? {
    guard number.isFinite else { return nil }
    for exponent in -16...15 {
      let mantissa = (number / power(exponent)).rounded()
      guard (-1023...1023).contains(mantissa) else { continue }
      return UInt16(bitPattern: Int16(exponent)) << 11 | UInt16(bitPattern: Int16(mantissa)) & 0x7FF
    }
    return nil
  }

  /// READ_VOUT and its like, as VOUT_MODE says (8.3): linear, or half precision. Nil for VID codes and for DIRECT,
  /// whose coefficients are not in VOUT_MODE, and for what is no number.
  public static func voltage(_ word: UInt16, mode: UInt8) -> Double? {
    switch mode >> 5 & 3 {
    case 0: return Double(word) * power(Int(Int8(bitPattern: mode << 3) >> 3))
    case 3: return half(word)
    default: return nil
    }
  }

  /// IEEE 754 half precision.
  private static func half(_ word: UInt16) -> Double? {
    let exponent = Int(word >> 10 & 0x1F)
    let fraction = Double(word & 0x3FF)
    guard exponent != 31 else { return nil }
    let size = exponent == 0 ? fraction * power(-24) : (1024 + fraction) * power(exponent - 25)
    return word & 0x8000 == 0 ? size : -size
  }

  private static func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }
}
