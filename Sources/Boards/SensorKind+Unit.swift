import Model

/// What the kind of a sensor in a board file says about its readings: one table for every face.
struct KindOfReading {
  /// The unit, unless the file names one of the others.
  var unit: SensorUnit
  var otherUnits: [SensorUnit] = []
  /// Power of ten of the unit that integers count in (standards: volts and amperes in thousandths and so on).
  var exponent: Int32 = 0
}

extension SensorKind {
  /// Nil for kinds that have states and nothing to measure.
  var reading: KindOfReading? {
    switch self {
    case .temperature: KindOfReading(unit: .celsius, otherUnits: [.fahrenheit, .kelvin], exponent: -2)
    case .voltage: KindOfReading(unit: .volts, exponent: -3)
    case .current: KindOfReading(unit: .amperes, exponent: -3)
    case .tachometer: KindOfReading(unit: .rpm)
    case .powerConsumption, .powerProduction: KindOfReading(unit: .watts, exponent: -3)
    case .humidity: KindOfReading(unit: .percent, exponent: -1)
    case .airflow: KindOfReading(unit: .cfm, otherUnits: [.cubicFeet, .cubicMeters], exponent: -1)
    case .pressure: KindOfReading(unit: .kilopascals, otherUnits: [.pascals, .psi], exponent: -2)
    case .counter: KindOfReading(unit: .none, otherUnits: SensorUnit.allCases)
    case .other: KindOfReading(unit: .other, otherUnits: SensorUnit.allCases)
    case .switch, .lock, .smoke, .presence, .intrusion: nil
    }
  }
}
