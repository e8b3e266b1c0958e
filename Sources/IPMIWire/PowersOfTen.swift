/// Exact for whole numbers as long as they and the power fit a Double: a negative exponent divides, because 10^-3
/// itself is not exact.
public func scaled(_ value: Double, byPowerOfTen exponent: Int) -> Double {
  var power = 1.0
  for _ in 0..<abs(exponent) { power *= 10 }
  return exponent < 0 ? value / power : value * power
}
