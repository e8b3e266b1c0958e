import Boards
import Drivers
import Model
import Testing

@Suite("A simulated board and its scenario")
struct SimulationTests {
  private static let sensors = """
    sensors:
      - { id: t, name: T, kind: temperature, resolution: 0.5 }
      - { id: f, name: F, kind: tachometer, when: on }
      - { id: d, name: D, kind: intrusion, states: { Open: critical, Forced: fatal } }

    """
  private static let steady = "- { sensor: t, value: 20 }\n- { sensor: f, value: 5000 }\n- { sensor: d, states: [] }\n"

  /// The scenario's own lines begin with line 4.
  private func play(_ scenario: String) -> BoardFixture {
    .simulated(Self.sensors, scenario: Self.steady + scenario)
  }

  private func script(_ effects: Change...) -> Script { Script(effects) }

  @Test("the chassis has its lines and real delays")
  func chassis() {
    let fixture = BoardFixture(
      """
      lines: { b: { simulated: output }, r: { simulated: output }, n: { simulated: output }, g: { simulated: input } }
      simulation:
        scenario: test.scenario.yaml
        interval: 2 s
        line-interval: 250 ms
        chassis:
          - { power-button: b, reset-button: r, interrupt-button: n, power-good: g, starts: on, power-on-delay: 3 s,
              hold-off: 6 s, graceful-delay: 9 s }
      """, scenario: "[]")
    #expect(fixture.messages == [])
    var chassis = SimulatedChassis(system: System.onlyID, powerGood: "g", powerButton: "b")
    chassis.resetButton = "r"
    chassis.interruptButton = "n"
    chassis.startsOn = true
    chassis.powerOnDelay = .seconds(3)
    chassis.holdOff = .seconds(6)
    chassis.gracefulDelay = .seconds(9)
    #expect(
      fixture.simulation
        == SimulationPlan(
          name: "simulation", sensorInterval: .seconds(2), lineInterval: .milliseconds(250), chassis: [chassis]))
  }

  private func controller(_ keys: String) -> BoardFixture {
    BoardFixture(
      """
      lines: { b: { simulated: output }, g: { simulated: input } }
      sensors: [ { id: t, name: T, kind: temperature, warn: [~, 40], hysteresis: 2 } ]
      simulation:
        scenario: test.scenario.yaml
        chassis: [ { power-button: b, power-good: g, \(keys) } ]
      """, scenario: "- { sensor: t, value: 20 }")
  }

  @Test("the controller of a chassis has a log, a light, and devices to boot from")
  func controllers() {
    let fixture = controller(
      "boots-from: [network, disk], identify: true, restores: always-on, log: { capacity: 64, when-full: wraps }")
    #expect(fixture.messages == [])
    var expected = SimulatedController()
    expected.bootDevices = [.network, .disk]
    expected.hasLight = true
    expected.restorePolicy = .alwaysOn
    expected.log = .init(capacity: 64, overwrite: .wraps)
    #expect(fixture.simulation?.chassis.first?.controller == expected)
    let watch = fixture.simulation?.sensors.first?.watch
    #expect(watch?.name == "T")
    #expect(watch?.thresholds == Thresholds(warningHigh: 40))
    #expect(watch?.hysteresis == 2)
  }

  @Test("without a word it has nothing of these")
  func bareController() {
    let fixture = controller("starts: on")
    #expect(fixture.messages == [])
    #expect(fixture.simulation?.chassis.first?.controller == SimulatedController())
    #expect(fixture.simulation?.sensors.first?.watch == nil)
  }

  @Test("a log needs a capacity, and only devices that there are can be booted from")
  func controllerMistakes() {
    let fixture = controller("boots-from: [tape], log: { when-full: waits }")
    #expect(fixture.messages.count == 3)
  }

  @Test("an operating system that does not answer the button never shuts down")
  func deaf() {
    let fixture = BoardFixture(
      """
      lines: { b: { simulated: output }, g: { simulated: input } }
      simulation:
        scenario: test.scenario.yaml
        chassis: [ { power-button: b, power-good: g, answers-button: false } ]
      """, scenario: "[]")
    #expect(fixture.messages == [])
    #expect(fixture.simulation?.chassis.first?.gracefulDelay == .some(nil))
  }

  @Test("a chassis with a mistake is left out; the sensors still play")
  func badChassis() {
    let fixture = BoardFixture(
      """
      lines: { b: { simulated: output }, g: { simulated: inptu } }
      simulation:
        scenario: test.scenario.yaml
        chassis: [ { power-button: b, power-good: g } ]
      sensors: [ { id: t, name: T, kind: temperature } ]
      """, scenario: "[{ sensor: t, value: 20 }]")
    #expect(
      fixture.messages == ["test.yaml:3:52: error: 'simulated' cannot be 'inptu'. Did you mean 'input'?"])
    #expect(fixture.simulation?.sensors.map(\.id) == ["t"])
  }

  @Test("entries say what sensors show, and when")
  func entries() {
    let fixture = play(
      """
      - { at: 10 s, sensor: t, wave: { mean: 24, swing: 2, period: 60 s } }
      - { at: 20 s, for: 5 s, every: 1 min, sensor: t, ramp-to: 40, over: 2 s }
      - { at: 30 s, for: 5 s, sensor: t, fault: silent }
      - { sensor: f, counts: button, when-off: 0 }
      - { at: 40 s, sensor: d, states: [Forced, Open] }
      - { at: 50 s, line: button, fault: timeout }
      """)
    #expect(fixture.messages == [])
    let wave = Change(Window(at: .seconds(10)), .wave(Wave(mean: 24, swing: 2, period: .seconds(60))))
    let ramp = Change(
      Window(at: .seconds(20), lasts: .seconds(5), every: .seconds(60)), .ramp(to: 40, over: .seconds(2)))
    let silence = Change(Window(at: .seconds(30), lasts: .seconds(5)), .fault(.silent))
    let start = Window(at: .zero)
    #expect(
      fixture.simulation?.sensors == [
        SimulatedSensor(
          id: "t", system: System.onlyID, step: 0.5, script: script(Change(start, .value(20)), wave, ramp, silence)),
        SimulatedSensor(
          id: "f", system: System.onlyID, step: 1, whenOff: .reads(0),
          script: script(Change(start, .value(5000)), Change(start, .counts(line: "button")))),
        SimulatedSensor(
          id: "d", system: System.onlyID,
          script: script(Change(start, .states([])), Change(Window(at: .seconds(40)), .states([0, 1])))),
      ])
    #expect(
      fixture.simulation?.lineFaults == [.init(line: "button", window: Window(at: .seconds(50)))])
  }

  @Test("a sensor that is read only when on has no reading otherwise, unless the scenario says")
  func whenOff() {
    #expect(play("").simulation?.sensors.map(\.whenOff) == [.keeps, .unavailable, .keeps])
    #expect(
      play("- { sensor: t, when-off: unavailable }\n- { sensor: f, when-off: kept }\n").simulation?.sensors.map(
        \.whenOff)
        == [.unavailable, .keeps, .keeps])
  }

  @Test(
    "mistakes are shown where they are in the scenario",
    arguments: [
      ("{ sensor: tt, value: 1 }", 13, "there is no sensor 'tt' on this board. Did you mean 't'?"),
      ("{ at: 5, sensor: t, value: 1 }", 9, "'at' must be a duration such as 200 ms, 5 s or 2 min, not '5'."),
      ("{ sensor: t }", 3, "an entry for 't' needs exactly one of value, wave, ramp-to, counts, fault."),
      (
        "{ sensor: t, value: 1, fault: timeout }", 3,
        "an entry for 't' needs exactly one of value, wave, ramp-to, counts, fault."
      ),
      ("{ sensor: d, value: 1 }", 3, "an entry for 'd' needs exactly one of states, fault."),
      ("{ sensor: d, states: [Opne] }", 25, "'d' has no state 'Opne'. Did you mean 'Open'?"),
      ("{ sensor: t, fault: timout }", 23, "'fault' cannot be 'timout'. Did you mean 'timeout'?"),
      ("{ sensor: t, ramp-to: 5 }", 3, "an entry needs 'over'."),
      ("{ sensor: t, value: 5, every: 5 s }", 3, "what comes 'every' so often needs a shorter 'for'."),
      ("{ sensor: t, value: 5, for: 9 s, every: 5 s }", 3, "what comes 'every' so often needs a shorter 'for'."),
      ("{ sensor: t, wave: { mean: 5, swing: 1, period: 0 s } }", 22, "a wave needs a period above 0 s."),
      ("{ sensor: t, wave: { mean: 5, swing: 1 } }", 22, "'wave' needs 'period'."),
      ("{ sensor: t, counts: good }", 24, "'counts' needs an output; 'good' is an input."),
      ("{ sensor: t, when-off: zero }", 26, "'when-off' must be a number, 'unavailable' or 'kept', not 'zero'."),
      ("{ line: buton, fault: timeout }", 11, "there is no line 'buton'. Did you mean 'button'?"),
      ("{ line: button, fault: silent }", 26, "'fault' cannot be 'silent'. Choose from: timeout."),
      ("{ value: 1 }", 3, "an entry needs 'sensor'."),
    ])
  func mistakes(entry: String, column: Int, message: String) {
    let fixture = play("- \(entry)\n")
    #expect(fixture.messages == ["test.scenario.yaml:4:\(column): error: \(message)"])
  }

  @Test("a sensor of which the scenario says nothing is a mistake in the scenario")
  func silent() {
    #expect(
      BoardFixture.simulated(
        Self.sensors,
        scenario: "- { sensor: t, value: 1 }\n- { at: 1 s, sensor: d, states: [] }\n- { sensor: f, value: 1 }\n"
      )
      .messages == ["test.scenario.yaml:1:1: error: nothing says what 'd' reads from the start, at 0 s."])
  }

  @Test("a scenario that is not there leaves a simulation without sensors")
  func missing() {
    let fixture = BoardFixture(
      "simulation: { scenario: other.yaml }\nsensors: [ { id: t, name: T, kind: voltage } ]\n")
    #expect(
      fixture.messages == ["test.yaml:3:25: error: the scenario 'other.yaml' cannot be used: there is no such file."])
    #expect(fixture.simulation != nil)
  }
}
