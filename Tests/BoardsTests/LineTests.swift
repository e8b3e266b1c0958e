import Boards
import Drivers
import Model
import Testing

@Suite("The lines of a board")
struct LineTests {
  private static let power = """
    power:
      on-when: good
      on:  [ { pulse: button, for: 200 ms }, { until: on, within: 8 s } ]
      off: [ { set: enable, to: released }, { until: off, within: 8 s } ]
    """

  private func fixture(_ lines: String, _ rest: String = power) -> BoardFixture {
    .hardware(
      """
      buses: { main: { i2c: 6 } }
      chips: { io: { type: pca9555, at: main@0x20 } }
      lines: { \(lines) }
      \(rest)
      """)
  }

  @Test("go the way that they are used")
  func directions() {
    let fixture = fixture(
      "button: { gpio: POWER_OUT, active: low }, good: { gpio: { chip: gpiochip0, line: 12 } }, enable: { gpio: EN }")
    #expect(fixture.messages == [])
    let lines = fixture.gpio?.lines ?? []
    #expect(lines.map(\.name) == ["button", "good", "enable"])
    #expect(lines.map(\.isOutput) == [true, false, true])
    #expect(lines.map(\.place) == [.named("POWER_OUT"), .offset(chip: "gpiochip0", line: 12), .named("EN")])
    #expect(lines.map(\.isActiveLow) == [true, false, false])
  }

  @Test("whoever reads the line that tells the state tells it, and each line has its source")
  func sources() {
    let fixture = fixture("button: { gpio: A }, good: { expander: io.p00 }, enable: { expander: io.p01 }")
    #expect(fixture.messages == [])
    #expect(fixture.board.powerSources == [System.onlyID: "bus:main"])
    #expect(fixture.board.lineSources == ["button": "lines", "good": "bus:main", "enable": "bus:main"])
    #expect(fixture.buses.first?.stateLines == [System.onlyID: "good"])
    #expect(fixture.gpio?.stateLines == [:])
    #expect(fixture.buses.first?.lines.map(\.isOutput) == [false, true])
  }

  @Test("one that nothing uses is asked of nobody")
  func unused() {
    let fixture = fixture("spare: { gpio: SPARE }", "")
    #expect(fixture.messages == [] && fixture.gpio == nil)
  }

  @Test("how one is driven, and what holds it, can be said")
  func electrical() {
    let fixture = fixture(
      "button: { gpio: A, drive: open-drain }, good: { gpio: B, bias: pull-up }, enable: { gpio: C }")
    #expect(fixture.gpio?.lines.map(\.drive) == [.openDrain, .pushPull, .pushPull])
    #expect(fixture.gpio?.lines.map(\.bias) == [nil, .pullUp, nil])
  }

  @Test(
    "what cannot be is said",
    arguments: [
      ("a: {}", "5:13: error: a line is one of 'gpio', 'expander' and 'simulated'."),
      ("a: { gpio: { chip: gpiochip0 } }", "5:21: error: 'gpio' needs 'line'."),
      ("a: { expander: io }", "5:25: error: 'expander' must be a chip and what it has, such as io.p03, not 'io'."),
      ("a: { gpio: X, active: lo }", "5:32: error: 'active' cannot be 'lo'. Did you mean 'low'?"),
    ])
  func mistakes(lines: String, message: String) {
    #expect(fixture(lines, "").messages == ["test.yaml:" + message])
  }
}
