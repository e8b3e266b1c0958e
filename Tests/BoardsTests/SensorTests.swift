import Boards
import Model
import Testing

@Suite("Sensors of a board")
struct SensorTests {
  /// A board with one sensor of this text, which stands in line 10 from column 5.
  private func load(_ text: String, scenario: String = "[{ sensor: s, value: 1 }]") -> BoardFixture {
    .simulated(
      "sensors:\n  - { id: s, name: S, \(text) }\nparts: [ { id: cpu, kind: processor, name: CPU } ]\n",
      scenario: scenario)
  }

  @Test("a numeric sensor says what it measures, and its limits")
  func numeric() throws {
    let fixture = load(
      "kind: temperature, warn: [5, 40], crit: [~, 45], fatal: [~, 50], hysteresis: 2, nominal: 25, "
        + "normal: [10, 35], readable: [-40, 125], resolution: 0.5, samples: 3, when: on, of: cpu")
    #expect(fixture.messages == [])
    let sensor = try #require(fixture.sensor("s"))
    #expect(sensor.isNumeric && sensor.unit == .celsius && sensor.exponent == -2)
    #expect(
      sensor.thresholds == Thresholds(warningLow: 5, warningHigh: 40, criticalHigh: 45, fatalHigh: 50))
    #expect(sensor.settableThresholds == [.warningLow, .warningHigh, .criticalHigh, .fatalHigh])
    #expect(sensor.hysteresis == 2 && sensor.nominal == 25 && sensor.resolution == 0.5)
    #expect(sensor.normalMinimum == 10 && sensor.normalMaximum == 35)
    #expect(sensor.minimumReadable == -40 && sensor.maximumReadable == 125)
    #expect(sensor.measures == ObjectID(.part, "cpu"))
    #expect(fixture.board.policies["s"] == SensorPolicy(samples: 3, onlyWhenOn: true))
  }

  @Test(
    "its kind fixes the unit and the scale of integers",
    arguments: [
      ("voltage", SensorUnit.volts, Int32(-3)), ("current", .amperes, -3), ("tachometer", .rpm, 0),
      ("power-consumption", .watts, -3), ("humidity", .percent, -1), ("airflow", .cfm, -1),
      ("pressure", .kilopascals, -2), ("counter", .none, 0),
    ])
  func units(kind: String, unit: SensorUnit, exponent: Int32) {
    let fixture = load("kind: \(kind)")
    #expect(fixture.messages == [])
    #expect(fixture.sensor("s")?.unit == unit)
    #expect(fixture.sensor("s")?.exponent == exponent)
  }

  @Test("a discrete sensor names its states and how bad each is")
  func discrete() throws {
    let fixture = load(
      "kind: intrusion, states: { Open: critical, Forced: fatal }", scenario: "[{ sensor: s, states: [] }]")
    #expect(fixture.messages == [])
    let sensor = try #require(fixture.sensor("s"))
    #expect(!sensor.isNumeric)
    #expect(
      sensor.discreteStates == [
        DiscreteState(name: "Open", health: .critical), DiscreteState(name: "Forced", health: .fatal),
      ])
  }

  @Test(
    "mistakes are shown where they are, and leave the sensor out",
    arguments: [
      ("kind: temprature", 29, "'kind' cannot be 'temprature'. Did you mean 'temperature'?"),
      ("kind: voltage, unit: celsius", 44, "a sensor of kind 'voltage' cannot be in celsius; use volts."),
      ("kind: presence", 5, "a sensor of kind 'presence' needs 'states'."),
      ("kind: other", 5, "a sensor needs 'kind-description'."),
      ("kind: voltage, warn: [5, 3]", 44, "'warn' has its low limit above the high one."),
      (
        "kind: voltage, warn: [4, 6], crit: [4.5, 7]", 58,
        "the low limit of 'crit', 4.5, is above that of 'warn', 4."
      ),
      (
        "kind: voltage, warn: [4, 6], fatal: [3, 5]", 59,
        "the high limit of 'fatal', 5, is below that of 'warn', 6."
      ),
      ("kind: voltage, hysteresis: 0", 50, "'hysteresis' must be above 0; leave it out for none."),
      ("kind: voltage, samples: 0", 47, "'samples' must be 1 to 100, not 0."),
      ("kind: voltage, when: off", 44, "'when' cannot be 'off'. Choose from: on."),
      (
        "kind: voltage, of: gpu", 42,
        "'of' names 'gpu', but there is no such fan, supply, part, system. Did you mean 'cpu'?"
      ),
      (
        "kind: lock, states: { Open: bad }", 51,
        "'Open' cannot be 'bad'. Choose from: unknown, ok, degraded, critical, fatal."
      ),
      ("kind: lock, states: {}", 43, "'states' must name at least one state."),
      ("kind: lock, states: { Normal: ok }", 45, "'Normal' is said by every sensor by itself; leave it out."),
      ("kind: lock, states: { Open: ok }, warn: [1, 2]", 57, "a sensor has no 'warn'."),
    ])
  func mistakes(text: String, column: Int, message: String) {
    let fixture = load(text, scenario: "[]")
    #expect(fixture.messages.count == 1)
    #expect(
      fixture.messages.first?.hasPrefix("test.yaml:10:\(column): error: \(message)") == true, "\(fixture.messages)")
    #expect(fixture.sensor("s") == nil)
  }

  @Test("a level that is left open is bounded by the level inside it")
  func openLevels() {
    let fixture = load("kind: voltage, warn: [4, 6], crit: [~, 7], fatal: [5, 8]", scenario: "[]")
    #expect(
      fixture.messages == [
        "test.yaml:10:73: error: the low limit of 'fatal', 5, is above that of 'crit', 4."
      ])
  }

  @Test("on a board that nothing reads they are a mistake")
  func noSource() {
    let fixture = BoardFixture("sensors:\n  - { id: s, name: S, kind: voltage }\n")
    #expect(
      fixture.messages == [
        "test.yaml:4:5: error: nothing reads 's'; it needs 'read' or 'line', or the board a 'simulation'."
      ])
  }
}
