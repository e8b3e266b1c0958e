import LanternTesting
import Model
import Testing

@testable import Engine

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

  /// A button on an expander, power-good on the controller's own lines, and chassis control over a BMC.
  @Test func everyStepGoesToTheSourceOfItsLine() {
    let plan = PowerPlan(
      steps: [
        .on: [
          .pulse(line: "button", for: .zero), .chassisControl(.powerUp),
          .until(state: .on, within: .seconds(8), isOptional: false),
        ]
      ], stateLine: "power-good")
    var core = MonitorCore(
      board: MonitoredBoard(
        contents: [.system(sampleSystem())], plans: [System.onlyID: plan], powerSources: [System.onlyID: "bmc"],
        lineSources: ["button": "bus", "power-good": "lines"]), sources: ["bus", "lines", "bmc"])
    _ = core.start()
    let now = Moment(instant: Instant(nanoseconds: 1), wall: FakeClock().wallTime())
    var asked: [String] = []
    var pending = core.handle(
      .command(Ticket(number: 1), .power(system: System.onlyID, verb: .on), MonitorRig.admin), at: now)
    while !pending.isEmpty {
      switch pending.removeFirst() {
      case .admit(let admission, _): pending += core.handle(.execute(admission), at: now)
      case .perform(let action, let source, let token):
        asked.append(source)
        if case .readPower = action { continue }
        pending += core.handle(.actionFinished(token, .done), at: now)
      default: break
      }
    }
    #expect(asked == ["bus", "bus", "bmc", "lines"])
  }
}
