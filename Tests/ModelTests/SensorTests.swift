import Model
import Testing

struct SensorTests {
  private func numeric(_ state: SensorState) -> Sensor {
    var sensor = Sensor(id: "t", name: "T", system: "s", kind: .temperature, isNumeric: true, unit: .celsius)
    sensor.quality = .good
    sensor.reading = 20
    sensor.state = state
    return sensor
  }

  private func discrete(_ active: [Int]) -> Sensor {
    var sensor = Sensor(id: "p", name: "P", system: "s", kind: .presence, isNumeric: false)
    sensor.discreteStates = [
      DiscreteState(name: "Present", health: .ok), DiscreteState(name: "Failed", health: .critical),
      DiscreteState(name: "Input lost", health: .critical), DiscreteState(name: "Predicted", health: .degraded),
    ]
    sensor.quality = .good
    sensor.activeStates = active
    return sensor
  }

  @Test(arguments: SensorState.allCases)
  func aNumericSensorIsNamedByItsThresholdState(state: SensorState) {
    #expect(numeric(state).stateName == (state == .unknown ? "unknown" : state.rawValue))
    #expect(numeric(state).health == state.health)
  }

  @Test(arguments: [
    ([Int](), "Normal", Health.ok), ([0], "Present", .ok), ([0, 3], "Predicted", .degraded),
    ([0, 3, 1], "Failed", .critical), ([2, 1], "Input lost", .critical),
  ])
  func aDiscreteSensorIsNamedByItsWorstStateTheFirstOfEquals(active: [Int], name: String, health: Health) {
    #expect(discrete(active).stateName == name)
    #expect(discrete(active).health == health)
  }

  @Test(arguments: [Quality.unknown, .unavailable, .disabled])
  func withoutAReadingTheStateIsUnknown(quality: Quality) {
    var sensor = discrete([1])
    sensor.quality = quality
    #expect(sensor.stateName == "Unknown")
    #expect(sensor.health == .unknown)
  }

  @Test func possibleNamesAreThoseTheSensorCanReach() {
    var sensor = numeric(.normal)
    sensor.thresholds = Thresholds(warningHigh: 40, fatalLow: -10)
    #expect(sensor.possibleStateNames == ["normal", "warning-high", "fatal-low", "unknown"])
    #expect(
      discrete([]).possibleStateNames == ["Normal", "Unknown", "Present", "Failed", "Input lost", "Predicted"])
  }

  @Test func withoutItsReadingASensorKeepsWhatIsFixed() {
    var sensor = numeric(.criticalHigh)
    sensor.thresholds.criticalHigh = 19
    let rest = sensor.withoutReading
    #expect(rest.reading == nil && rest.state == .unknown && rest.quality == .unknown)
    #expect(rest.thresholds.criticalHigh == 19 && rest.unit == .celsius)
  }

  @Test func theWorstHealthIsTheWorstKnown() {
    #expect(Health.worst(of: [.unknown, .ok, .degraded]) == .degraded)
    #expect(Health.worst(of: [.unknown, .ok]) == .ok)
    #expect(Health.worst(of: [.critical, .fatal, .ok]) == .fatal)
    #expect(Health.worst(of: []) == .unknown)
  }
}
