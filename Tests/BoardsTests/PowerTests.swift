import Boards
import Model
import Testing

@Suite("The power section of a board")
struct PowerTests {
  /// A simulated board whose power section is this text; its first line is line 10, indented by two.
  private func load(_ lines: String...) -> BoardFixture {
    .simulated("power:\n" + lines.map { "  \($0)\n" }.joined())
  }

  @Test("each word is a step")
  func steps() {
    let fixture = load(
      "on-when: good", "minimum-off: 5 s", "on: [ { pulse: button, for: 200 ms }, { until: on, within: 8 s } ]",
      "off: [ { hold: button, until: off, within: 15 s } ]",
      "off-graceful: [ { until: off, within: 2 min, else: continue } ]",
      "nmi: [ { set: button, to: asserted }, { wait: 1 s }, { set: button, to: released } ]")
    #expect(fixture.messages == [])
    let plan = fixture.plan
    #expect(plan?.stateLine == "good" && plan?.minimumOff == .seconds(5))
    #expect(
      plan?.steps[.on] == [
        .pulse(line: "button", for: .milliseconds(200)), .until(state: .on, within: .seconds(8), isOptional: false),
      ])
    #expect(plan?.steps[.off] == [.hold(line: "button", until: .off, within: .seconds(15))])
    #expect(plan?.steps[.offGraceful] == [.until(state: .off, within: .seconds(120), isOptional: true)])
    #expect(
      plan?.steps[.nmi] == [
        .set(line: "button", asserted: true), .wait(.seconds(1)), .set(line: "button", asserted: false),
      ])
  }

  @Test("cycle and the graceful forms follow from the others")
  func derived() {
    let fixture = load(
      "on-when: good", "on: [ { until: on, within: 8 s } ]", "off: [ { until: off, within: 8 s } ]")
    #expect(fixture.plan?.verbs == [.on, .off, .cycle])
  }

  @Test(
    "mistakes in steps are shown where they are, and switch all verbs off",
    arguments: [
      ("{ pulse: buton, for: 1 s }", 16, "there is no line 'buton'. Did you mean 'button'?"),
      ("{ pulse: good, for: 1 s }", 16, "'pulse' needs an output; 'good' is an input."),
      ("{ pulse: button }", 7, "a power step needs 'for'."),
      ("{ pulse: button, for: 2 min }", 7, "a pulse lasts from 1 ms to 60 s."),
      ("{ pulse: button, wait: 1 s }", 7, "a power step does one thing; make pulse and wait steps of their own."),
      ("{ push: button }", 7, "a power step needs one of pulse, hold, set, until, wait, ipmi."),
      ("{ until: up, within: 1 s }", 16, "'until' cannot be 'up'. Choose from: on, off."),
      ("{ until: on, within: 1 s, or: 2 }", 33, "a power step has no 'or'. Choose from: else."),
      ("{ hold: button, until: on }", 7, "a power step needs 'within'."),
      ("{ set: button, to: high }", 26, "'to' cannot be 'high'. Choose from: asserted, released."),
      ("{ wait: 5 }", 15, "'wait' must be a duration such as 200 ms, 5 s or 2 min, not '5'."),
      ("{ ipmi: power-up }", 7, "an 'ipmi' step needs a 'bmc' section that says where to send it."),
      ("{ ipmi: power-pu }", 15, "'ipmi' cannot be 'power-pu'. Did you mean 'power-up'?"),
      ("{ until: off, within: 1 s }", 5, "'on' must end with power on, not off."),
    ])
  func mistakes(step: String, column: Int, message: String) {
    let fixture = load("on-when: good", "off: [ { until: off, within: 8 s } ]", "on:", "  - \(step)")
    #expect(
      fixture.messages == [
        "test.yaml:13:\(column): error: \(message)",
        "test.yaml:10:3: warning: power verbs are switched off until this section is corrected.",
      ])
    #expect(fixture.plan?.verbs == [])
    #expect(fixture.plan?.stateLine == "good")
  }

  @Test("waiting for a state needs something that tells it")
  func stateless() {
    #expect(
      load("on: [ { until: on, within: 8 s } ]").messages.first
        == "test.yaml:10:9: error: nothing says whether the system is on; name the line that does by 'on-when'.")
  }

  @Test("an empty sequence and an unknown verb are mistakes")
  func verbs() {
    #expect(load("on: []").messages.first == "test.yaml:10:7: error: 'on' has no steps; leave it out instead.")
    #expect(
      load("off-soft: [ { wait: 1 s } ]").messages.first?.hasPrefix(
        "test.yaml:10:3: error: a power section has no 'off-soft'.") == true)
  }
}
