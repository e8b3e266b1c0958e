public import Model

/// A system in the model, named as a board's only one is.
public func sampleSystem(_ id: String = System.onlyID, power: PowerState = .unknown) -> System {
  var system = System(id: id, name: "Test machine")
  system.power.state = power
  return system
}

/// A numeric temperature sensor; with a reading if one is given.
public func sampleSensor(
  _ id: String, kind: SensorKind = .temperature, unit: SensorUnit = .celsius, thresholds: Thresholds = Thresholds(),
  hysteresis: Double? = nil, measures: ObjectID? = nil, system: String = System.onlyID, reading: Double? = nil,
  state: SensorState = .normal
) -> Sensor {
  var sensor = Sensor(id: id, name: "Sensor \(id)", system: system, kind: kind, isNumeric: true, unit: unit)
  sensor.thresholds = thresholds
  sensor.hysteresis = hysteresis
  sensor.measures = measures
  if let reading {
    sensor.quality = .good
    sensor.reading = reading
    sensor.state = state
  }
  return sensor
}

/// As `sampleSensor`, with limits that commands may change.
public func sampleSettableSensor(
  _ id: String, thresholds: Thresholds, hysteresis: Double? = nil, readable: ClosedRange<Double>? = nil
) -> Sensor {
  var sensor = sampleSensor(id, thresholds: thresholds, hysteresis: hysteresis)
  sensor.settableThresholds = thresholds.present
  (sensor.minimumReadable, sensor.maximumReadable) = (readable?.lowerBound, readable?.upperBound)
  return sensor
}

/// A discrete sensor; with active states if they are given.
public func sampleDiscreteSensor(
  _ id: String, kind: SensorKind = .presence, states: [DiscreteState], measures: ObjectID? = nil,
  system: String = System.onlyID, active: [Int]? = nil
) -> Sensor {
  var sensor = Sensor(id: id, name: "Sensor \(id)", system: system, kind: kind, isNumeric: false)
  sensor.discreteStates = states
  sensor.measures = measures
  if let active {
    sensor.quality = .good
    sensor.activeStates = active
  }
  return sensor
}

public func sampleFan(_ id: String, tachometer: String? = nil, system: String = System.onlyID) -> Fan {
  var fan = Fan(id: id, name: "Fan \(id)", system: system)
  fan.tachometer = tachometer
  return fan
}

public func sampleSupply(_ id: String, system: String = System.onlyID) -> Supply {
  Supply(id: id, name: "Supply \(id)", system: system)
}
