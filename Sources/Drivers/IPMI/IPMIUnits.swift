import IPMIWire
import Model

/// The one table of IPMI's unit numbers (IPMI 2.0 table 43-15): the model's unit, and the power of ten by which a
/// value is multiplied to be in it.
enum IPMIUnits {
  private static let rows: [(unit: SensorUnit, shift: Int)] = [
    (.none, 0), (.celsius, 0), (.fahrenheit, 0), (.kelvin, 0),  // 0
    (.volts, 0), (.amperes, 0), (.watts, 0), (.joules, 0), (.coulombs, 0), (.voltAmperes, 0),  // 4
    (.nits, 0), (.lumens, 0), (.lux, 0), (.candelas, 0),  // 10
    (.kilopascals, 0), (.psi, 0), (.newtons, 0),  // 14
    (.cfm, 0), (.rpm, 0), (.hertz, 0),  // 17
    (.seconds, -6), (.seconds, -3), (.seconds, 0), (.minutes, 0), (.hours, 0), (.days, 0), (.weeks, 0),  // 20
    (.mils, 0), (.inches, 0), (.feet, 0), (.cubicInches, 0), (.cubicFeet, 0),  // 27
    (.meters, -3), (.meters, -2), (.meters, 0),  // 32
    (.cubicCentimeters, 0), (.cubicMeters, 0), (.liters, 0), (.fluidOunces, 0),  // 35
    (.radians, 0), (.steradians, 0), (.revolutions, 0), (.cycles, 0), (.gravities, 0),  // 39
    (.ounces, 0), (.pounds, 0), (.footPounds, 0), (.ounceInches, 0),  // 44
    (.gauss, 0), (.gilberts, 0), (.henries, 0), (.henries, -3), (.farads, 0), (.farads, -6),  // 48
    (.ohms, 0), (.siemens, 0), (.moles, 0), (.becquerels, 0), (.partsPerMillion, 0),  // 54
    (.none, 0),  // 59 is reserved
    (.decibels, 0), (.decibelsA, 0), (.decibelsC, 0), (.grays, 0), (.sieverts, 0), (.colorTemperature, 0),  // 60
    (.bits, 0), (.bits, 3), (.bits, 6), (.bits, 9), (.bytes, 0), (.bytes, 3), (.bytes, 6), (.bytes, 9),  // 66
    (.words, 0), (.doubleWords, 0), (.quadWords, 0),  // 74
  ]
  /// 77 to 92: lines, hits, misses, retries, resets, overruns, collisions, packets, errors, grams ...
  private static let lastKnown = 92

  static func unit(of codes: UnitCodes) -> (unit: SensorUnit, shift: Int) {
    if codes.isPercentage { return (.percent, 0) }
    // "Base per modifier" and "base times modifier" are no unit of the model's.
    if codes.modifierUse != 0 { return (.other, 0) }
    let number = Int(codes.base)
    if number < rows.count { return rows[number] }
    return (number <= lastKnown ? .other : .none, 0)
  }

  /// The rate field: 0 none, 1 per microsecond ... 6 per day.
  static func rate(of codes: UnitCodes) -> RateUnit {
    let all = RateUnit.allCases
    return Int(codes.rate) < all.count ? all[Int(codes.rate)] : .none
  }
}
