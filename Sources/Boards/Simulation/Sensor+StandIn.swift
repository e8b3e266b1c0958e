import Drivers
import Model

extension Sensor {
  /// What it shows on simulated hardware as long as no scenario says otherwise: a value well within its limits, or the
  /// first of its states that is well.
  var standIn: Change.Effect {
    guard isNumeric else {
      return .states(discreteStates.firstIndex { $0.health == .ok }.map { [$0] } ?? [])
    }
    return .value(nominal ?? withinLimits ?? kind.standIn)
  }

  /// The middle of the narrowest limits; where there is only one, well on the good side of it.
  private var withinLimits: Double? {
    let low = thresholds.warningLow ?? thresholds.criticalLow ?? thresholds.fatalLow ?? normalMinimum
    let high = thresholds.warningHigh ?? thresholds.criticalHigh ?? thresholds.fatalHigh ?? normalMaximum
    switch (low, high) {
    case (let low?, let high?): return (low + high) / 2
    case (let low?, nil): return low + abs(low) / 2
    case (nil, let high?): return high - abs(high) / 3
    case (nil, nil): return nil
    }
  }

}

extension SensorKind {
  /// In the unit that its kind has.
  fileprivate var standIn: Double {
    switch self {
    case .temperature: 30
    case .voltage: 12
    case .current: 2
    case .tachometer: 6000
    case .powerConsumption, .powerProduction: 100
    case .humidity: 40
    case .airflow: 50
    case .pressure: 100
    case .counter, .other, .switch, .lock, .smoke, .presence, .intrusion: 0
    }
  }
}
