import Engine
import LanternTesting
import Model
import Testing

/// Power states that nobody asked for: what the hardware shows is what is published.
struct PowerStateTests {
  private let rig = MonitorRig(
    [.system(sampleSystem()), .system(sampleSystem("node2")), .system(sampleSystem("silent"))],
    plans: [
      System.onlyID: PowerPlan(
        steps: [.on: [.chassisControl(.powerUp)], .off: [.chassisControl(.powerDown)]], stateLine: "power-good"),
      "node2": PowerPlan(steps: [.nmi: [.chassisControl(.diagnosticInterrupt)]]),
    ])

  private func line(_ name: String, _ isAsserted: Bool) {
    rig.report(.line(name: name, asserted: isAsserted, at: rig.clock.now(), interval: .seconds(1)))
  }

  @Test func theVerbsOfThePlanAreSupported() throws {
    #expect(try rig.system().power.supported == [.on, .off])
    #expect(try rig.system("node2").power.supported == [.nmi])
    #expect(try rig.system("silent").power.supported == [])
  }

  @Test func thePowerGoodLineTellsWhetherTheSystemIsOn() throws {
    line("power-good", true)
    #expect(try rig.system().power.state == .on)
    line("power-good", false)
    #expect(try rig.system().power.state == .off)
    #expect(rig.object(.system, System.onlyID)?.validUntil == rig.clock.now() + .seconds(3))
    #expect(try rig.system("node2").power.state == .unknown)
  }

  @Test func otherLinesSayNothingAboutPower() throws {
    line("intrusion", true)
    #expect(try rig.system().power.state == .unknown)
  }

  @Test func aSourceMayReportThePowerStateItself() throws {
    rig.power(.hibernate, of: "node2")
    #expect(try rig.system("node2").power.state == .hibernate)
    rig.power(.on, of: "nobody")
    #expect(rig.object(.system, "nobody") == nil)
  }

  @Test func aSystemOfWhichNothingIsReportedStaysUnknown() throws {
    rig.power(.on, of: "node2")
    rig.advance(by: .seconds(3600))
    #expect(try rig.system("silent").power.state == .unknown)
  }

  @Test func somebodyPressingTheButtonIsSeenAndTold() throws {
    rig.power(.on)
    rig.advance(by: .seconds(4))
    rig.power(.off)
    #expect(try rig.system().power.state == .off)
    #expect(try rig.system().power.requested == nil)
    #expect(
      rig.events.kinds == [
        .powerChanged(system: System.onlyID, from: .unknown, to: .on),
        .powerChanged(system: System.onlyID, from: .on, to: .off),
      ])
    #expect(rig.audit.records == [])
  }

  @Test func theTimeOfTheLastChangeIsTheTimeOfAChange() throws {
    rig.power(.on)
    #expect(try rig.system().power.changed == nil, "the first state seen is no change")
    rig.advance(by: .seconds(1))
    rig.power(.off)
    let changed = rig.clock.wallTime()
    #expect(try rig.system().power.changed == changed)
    rig.advance(by: .seconds(1))
    rig.power(.off)
    #expect(try rig.system().power.changed == changed)
  }

  @Test func aGapIsNoChange() throws {
    rig.power(.on)
    rig.advance(by: .seconds(60))
    rig.power(.on)
    #expect(try rig.system().power.changed == nil)
    rig.advance(by: .seconds(60))
    rig.power(.off)
    #expect(try rig.system().power.changed == rig.clock.wallTime(), "but a change may happen in one")
  }

  @Test func aLateLookDoesNotReplaceANewerOne() throws {
    rig.power(.on)
    rig.report(.power(system: System.onlyID, state: .off, at: rig.clock.now() + .seconds(-1), interval: .seconds(5)))
    #expect(try rig.system().power.state == .on)
  }

  @Test func anUnchangedStateKeepsTheVersion() {
    rig.power(.on)
    let version = rig.object(.system, System.onlyID)?.version
    rig.advance(by: .seconds(5))
    rig.power(.on)
    #expect(rig.object(.system, System.onlyID)?.version == version)
    #expect(rig.object(.system, System.onlyID)?.validUntil == rig.clock.now() + .seconds(15))
  }

  @Test func theStandingOfASourceIsToldWhenItChanges() {
    rig.report(.status(.connecting))
    rig.report(.status(.failing(kind: "wrong-password", message: "check the password file")))
    rig.report(.status(.failing(kind: "wrong-password", message: "check the password file")))
    rig.report(.status(.working))
    #expect(
      rig.events.kinds == [
        .sourceChanged(source: "bmc", .connecting),
        .sourceChanged(source: "bmc", .failing(kind: "wrong-password", message: "check the password file")),
        .sourceChanged(source: "bmc", .working),
      ])
  }
}
