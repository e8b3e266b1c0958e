import Boards
import Drivers
import Model
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

  @Test("a scenario that is not there is said, and leaves the stand-ins")
  func missing() {
    let fixture = BoardFixture.hardware(Self.text, simulation: SimulationRequest(scenario: "/nowhere.yaml"))
    #expect(fixture.messages.count == 1 && fixture.messages[0].contains("cannot be used:"))
    #expect(fixture.simulation?.sensors.count == 2)
  }
}
