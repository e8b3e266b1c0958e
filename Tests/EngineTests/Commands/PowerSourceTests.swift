import LanternTesting
import Model
import Testing

/// Which of several sources operates a system's power.
struct PowerSourceTests {
  private static let plan = PowerPlan(steps: [.nmi: [.chassisControl(.diagnosticInterrupt)]])

  private func rig(_ powerSources: [String: String] = [:]) -> MonitorRig {
    MonitorRig([.system(sampleSystem())], plans: [System.onlyID: Self.plan], powerSources: powerSources)
  }

  @Test func theOnlySourceThereIs() {
    let rig = rig()
    #expect(rig.give(.nmi).outcome == .accepted)
    #expect(rig.source.actions.count == 1)
  }

  @Test func theOneTheBoardNames() {
    let rig = rig([System.onlyID: "gpio"])
    #expect(rig.give(.nmi).outcome == .unreachable("there is no source named gpio"))
    #expect(rig.source.actions == [])
  }

  @Test func theOneThatReportsThePowerState() {
    let rig = rig()
    rig.report(.power(system: System.onlyID, state: .on, at: rig.clock.now(), interval: .seconds(1)), from: "gpio")
    #expect(rig.give(.nmi).outcome == .unreachable("there is no source named gpio"))
  }
}
