/// How a sensor's raw byte becomes a value (IPMI 2.0 section 36.3):
/// `L[(m * raw + b * 10^bExponent) * 10^rExponent]`.
public struct ReadingFactors: Hashable, Sendable {
  public enum Format: UInt8, CaseIterable, Sendable {
    case unsigned = 0
    case onesComplement = 1
    case twosComplement = 2
  }

  public var m: Int16
  public var b: Int16
  public var bExponent: Int8
  public var rExponent: Int8
  /// The linearization; 0 is none.
  public var linearization: UInt8
  public var format: Format

  public init(
    m: Int16, b: Int16 = 0, bExponent: Int8 = 0, rExponent: Int8 = 0, linearization: UInt8 = 0,
    format: Format = .unsigned
  ) {
    self.m = m
    self.b = b
    self.bExponent = bExponent
    self.rExponent = rExponent
    self.linearization = linearization
    self.format = format
  }

  public var isLinear: Bool { linearization == 0 }

  /// The power of ten of which every value is a whole multiple; nil where a linearization makes that impossible.
  public var exactExponent: Int? {
    guard isLinear else { return nil }
    return Int(rExponent) + (b != 0 && bExponent < 0 ? Int(bExponent) : 0)
  }

  /// The least difference between two values, in the sensor's unit; nil where it is not the same everywhere.
  public var resolution: Double? { isLinear ? scaled(abs(Double(m)), byPowerOfTen: Int(rExponent)) : nil }

  /// The values at the ends of the raw range, in ascending order; nil where a linearization bends it.
  public var range: ClosedRange<Double>? {
    guard isLinear else { return nil }
    let ends: (Double, Double) =
      switch format {
      case .unsigned: (0, 255)
      case .onesComplement: (-127, 127)
      case .twosComplement: (-128, 127)
      }
    let offset = scaled(Double(b), byPowerOfTen: Int(bExponent))
    let first = scaled(Double(m) * ends.0 + offset, byPowerOfTen: Int(rExponent))
    let last = scaled(Double(m) * ends.1 + offset, byPowerOfTen: Int(rExponent))
    return min(first, last)...max(first, last)
  }
}

extension ReadingFactors: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    m = try reader.int16()
    b = try reader.int16()
    bExponent = try reader.int8()
    rExponent = try reader.int8()
    linearization = try reader.uint8()
    format = try reader.choice(of: Format.self)
  }

  func write(to writer: inout WireWriter) {
    writer.uint16(UInt16(bitPattern: m))
    writer.uint16(UInt16(bitPattern: b))
    writer.uint8(UInt8(bitPattern: bExponent))
    writer.uint8(UInt8(bitPattern: rExponent))
    writer.uint8(linearization)
    writer.uint8(format.rawValue)
  }
}
