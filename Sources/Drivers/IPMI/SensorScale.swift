import IPMIWire
import Model

/// How the values a BMC gives for one sensor become the model's: in which unit, and counted in which power of ten
/// so that integer faces lose nothing of what the BMC says.
struct SensorScale: Hashable {
  let unit: SensorUnit
  /// Values are multiplied by this power of ten to be in `unit`.
  private let shift: Int
  /// Of which power of ten values are whole multiples before the shift; nil where they may be anything.
  private let exact: Int?
  /// For `Sensor.exponent`.
  let exponent: Int32

  init(_ record: SensorRecord) {
    let (unit, shift) = IPMIUnits.unit(of: record.units)
    self.unit = unit
    self.shift = shift
    exact = record.factors?.exactExponent
    let limits = [record.minimumReadable, record.maximumReadable, record.thresholds.upperNonRecoverable]
    let range = record.factors?.range.map { [$0.lowerBound, $0.upperBound] } ?? limits.compactMap { $0 }
    let largest = range.map { abs(scaled($0, byPowerOfTen: shift)) }.max() ?? 0
    exponent = SensorScale.exponent(unit: unit, shift: shift, exact: exact, largest: largest)
  }

  /// Millivolts and milliamperes as everybody has them, ones for the rest, finer where the values are finer; coarser
  /// only where the largest value would leave 32 bits.
  private static func exponent(unit: SensorUnit, shift: Int, exact: Int?, largest: Double) -> Int32 {
    let usual = unit == .volts || unit == .amperes ? -3 : 0
    var exponent = min(usual, exact ?? -3) + shift
    while scaled(largest, byPowerOfTen: -exponent) > Double(Int32.max) { exponent += 1 }
    return Int32(exponent)
  }

  /// A value in the model's unit: the decimal number that the BMC means, without the dust of binary arithmetic.
  func value(_ value: Double) -> Double {
    guard let exact else { return scaled(value, byPowerOfTen: shift) }
    return scaled(scaled(value, byPowerOfTen: -exact).rounded(), byPowerOfTen: exact + shift)
  }

  /// The way back: a value of the model as the BMC counts it.
  func record(_ value: Double) -> Double { scaled(value, byPowerOfTen: -shift) }
}
