/// Base units of readings, named in the plural of everyday use; the IPMI and CIM numbers live in their own tables.
public enum SensorUnit: String, CaseIterable, Sendable {
  case none
  case celsius, fahrenheit, kelvin
  case volts, amperes, watts, joules, coulombs
  case voltAmperes = "volt-amperes"
  case nits, lumens, lux, candelas
  case kilopascals, psi, newtons, cfm, rpm, hertz
  case seconds, minutes, hours, days, weeks
  case mils, inches, feet
  case cubicInches = "cubic-inches"
  case cubicFeet = "cubic-feet"
  case meters
  case cubicCentimeters = "cubic-centimeters"
  case cubicMeters = "cubic-meters"
  case liters
  case fluidOunces = "fluid-ounces"
  case radians, steradians, revolutions, cycles, gravities
  case ounces, pounds
  case footPounds = "foot-pounds"
  case ounceInches = "ounce-inches"
  case gauss, gilberts, henries, farads, ohms, siemens, moles, becquerels
  case partsPerMillion = "parts-per-million"
  case decibels
  case decibelsA = "decibels-a"
  case decibelsC = "decibels-c"
  case grays, sieverts
  case colorTemperature = "color-temperature"
  case bits, bytes, words
  case doubleWords = "double-words"
  case quadWords = "quad-words"
  case percent, pascals
  case other
}

/// "Per" of a rate sensor (standards: CIM RateUnits and the IPMI rate field use the same numbers).
public enum RateUnit: String, CaseIterable, Sendable {
  case none, microsecond, millisecond, second, minute, hour, day
}
