import Boards
import Drivers
import Model
import TestSupport
import Testing

@Suite("A board that is simulated, whatever it names")
struct SimulatedFormTests {
  private static let text = """
    buses: { main: { i2c: 6 } }
    chips: { inlet: { type: tmp75, at: main@0x48 }, fanctl: { type: max31790, at: main@0x20 } }
    lines: { button: { gpio: A }, reset: { gpio: B }, good: { gpio: C } }
    power:
      on-when: good
      on:    [ { pulse: button, for: 200 ms }, { until: on, within: 8 s } ]
      off:   [ { hold: button, until: off, within: 6 s } ]
      reset: [ { pulse: reset, for: 200 ms } ]
    sensors:
      - { id: t, name: T, read: inlet.temp, warn: [10, 40] }
      - { id: f, name: F, read: fanctl.tach1 }
    fans: [ { id: fan1, name: Fan 1, tach: f, pwm: fanctl.pwm1, minimum: 20%, full-speed: 9000 rpm } ]
    """

  @Test("touches nothing of what it names")
  func sources() {
    let fixture = BoardFixture.hardware(Self.text, simulation: SimulationRequest())
    #expect(fixture.messages == [])
    #expect(fixture.board.sources.count == 1 && fixture.simulation != nil)
    #expect(fixture.board.lineSources == [:] && fixture.board.fanSources == [:])
  }

  @Test("has a chassis on which the power steps lead where they should")
  func chassis() throws {
    let fixture = BoardFixture.hardware(Self.text, simulation: SimulationRequest())
    let chassis = try #require(fixture.simulation?.chassis.first)
    #expect(chassis.powerGood == "good" && chassis.powerButton == "button" && chassis.resetButton == "reset")
    #expect(chassis.holdOff < .seconds(6) && chassis.powerOnDelay < .seconds(8))
  }

  @Test("its sensors show something well within their limits, until a scenario says otherwise")
  func standIns() throws {
    let fixture = BoardFixture.hardware(Self.text, simulation: SimulationRequest())
    let sensors = try #require(fixture.simulation?.sensors)
    #expect(sensors.first { $0.id == "t" }?.script == Script([Change(Window(at: .zero), .value(25))]))
  }

  @Test("fans turn as they are driven")
  func fans() {
    let fixture = BoardFixture.hardware(Self.text, simulation: SimulationRequest())
    #expect(fixture.simulation?.fans.map(\.id) == ["fan1"])
  }

  @Test("a scenario says what a chip or a whole bus does")
  func commonFaults() throws {
    let directory = TemporaryDirectory()
    directory.write(
      """
      - { at: 5 s, for: 2 s, chip: inlet, fault: timeout }
      - { at: 9 s, for: 2 s, bus: main, fault: silent }
      """, to: "s.yaml")
    let fixture = BoardFixture.hardware(
      Self.text, simulation: SimulationRequest(scenario: directory.path(of: "s.yaml")))
    #expect(fixture.messages == [])
    let late = Change(Window(at: .seconds(9), lasts: .seconds(2)), .fault(.silent))
    let first = Change(Window(at: .seconds(5), lasts: .seconds(2)), .fault(.timeout))
    let start = Change(Window(at: .zero), .value(25))
    #expect(fixture.simulation?.sensors.first { $0.id == "t" }?.script == Script([start, first, late]))
    #expect(fixture.simulation?.sensors.first { $0.id == "f" }?.script == Script([late]))
  }

  @Test("a chip or a bus of which nothing is read cannot fail")
  func strangers() {
    let directory = TemporaryDirectory()
    directory.write("- { chip: inlt, fault: timeout }\n- { bus: psu, fault: timeout }", to: "s.yaml")
    let fixture = BoardFixture.hardware(
      Self.text, simulation: SimulationRequest(scenario: directory.path(of: "s.yaml")))
    #expect(fixture.messages.count == 2)
    #expect(fixture.messages.first?.hasSuffix("chip 'inlt'. Did you mean 'inlet'?") == true)
    #expect(fixture.messages.last?.hasSuffix("bus 'psu'. Choose from: main.") == true)
  }

  @Test("a BMC is answered for, too: its systems go on and off, and what only it knows is not made up")
  func bmc() throws {
    let fixture = BoardFixture.hardware(
      """
      bmc: { lan: 192.0.2.1, user: a, password-file: /nowhere }
      from-bmc: all
      power: { on: [ { ipmi: power-up }, { until: on, within: 10 s } ], off: [ { ipmi: power-down } ] }
      """, simulation: SimulationRequest())
    #expect(fixture.messages == [])
    #expect(fixture.simulation?.chassis.map(\.system) == [System.onlyID])
    #expect(fixture.simulation?.chassis.first?.powerGood == nil && fixture.bmc == nil)
  }

  @Test("a scenario given beside the board counts in place of its own")
  func override() throws {
    let directory = TemporaryDirectory()
    directory.write("- { sensor: t, value: 77 }", to: "s.yaml")
    let fixture = BoardFixture.hardware(
      """
      sensors: [ { id: t, name: T, kind: temperature } ]
      simulation: { scenario: not-read.yaml }
      """, simulation: SimulationRequest(scenario: directory.path(of: "s.yaml")))
    #expect(fixture.messages == [])
    #expect(fixture.simulation?.sensors.first?.script == Script([Change(Window(at: .zero), .value(77))]))
  }

  @Test("a scenario that is not there is said, and leaves the stand-ins")
  func missing() {
    let fixture = BoardFixture.hardware(Self.text, simulation: SimulationRequest(scenario: "/nowhere.yaml"))
    #expect(fixture.messages.count == 1 && fixture.messages[0].contains("cannot be used:"))
    #expect(fixture.simulation?.sensors.count == 2)
  }
}
