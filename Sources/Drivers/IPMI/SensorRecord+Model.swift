import IPMIWire
import Model

extension SensorRecord {
  /// The sensor of the model, without a reading.
  func sensor(id: String, system: String, scale: SensorScale) -> Sensor {
    let unit = isNumeric ? scale.unit : .none
    let (kind, description) = IPMISensorTypes.kind(type: sensorType, unit: unit, isNumeric: isNumeric, name: name)
    var sensor = Sensor(id: id, name: name, system: system, kind: kind, isNumeric: isNumeric, unit: unit)
    sensor.kindDescription = description
    if isNumeric {
      sensor.rate = IPMIUnits.rate(of: units)
      sensor.exponent = scale.exponent
      sensor.thresholds = thresholds.model(scale)
      // The BMC compares, so it must be the BMC that has the limits.
      sensor.limitsAreInHardware = true
      sensor.settableThresholds = Threshold.allCases.filter {
        settableThresholds >> $0.ipmiBit & 1 != 0 && sensor.thresholds[$0] != nil
      }
      sensor.hysteresis = hysteresis.map(scale.value)
      sensor.nominal = nominal.map(scale.value)
      sensor.normalMinimum = normalMinimum.map(scale.value)
      sensor.normalMaximum = normalMaximum.map(scale.value)
      sensor.minimumReadable = minimumReadable.map(scale.value)
      sensor.maximumReadable = maximumReadable.map(scale.value)
      sensor.resolution = factors?.resolution.map(scale.value)
    } else {
      sensor.discreteStates = stateOffsets.map {
        DiscreteStates.state(sensorType: sensorType, readingType: eventReadingType, offset: $0)
      }
    }
    return sensor
  }

  /// The offsets of its states, in the order of `Sensor.discreteStates`.
  var stateOffsets: [Int] { (0..<15).filter { supportedStates >> $0 & 1 != 0 } }
}

extension ThresholdValues {
  func model(_ scale: SensorScale) -> Thresholds {
    Thresholds(
      warningLow: lowerNonCritical.map(scale.value), warningHigh: upperNonCritical.map(scale.value),
      criticalLow: lowerCritical.map(scale.value), criticalHigh: upperCritical.map(scale.value),
      fatalLow: lowerNonRecoverable.map(scale.value), fatalHigh: upperNonRecoverable.map(scale.value))
  }
}

extension Threshold {
  /// Its bit in IPMI's masks of thresholds and of comparisons (IPMI 2.0 section 35.14).
  var ipmiBit: Int {
    switch self {
    case .warningLow: 0
    case .criticalLow: 1
    case .fatalLow: 2
    case .warningHigh: 3
    case .criticalHigh: 4
    case .fatalHigh: 5
    }
  }
}
