import LanternTesting
import Model
import Testing

@testable import Engine

/// The core by itself, where the order in which things come in is the test's own.
struct MonitorCoreTests {
  private let clock = FakeClock()
  private var core = MonitorCore(
    board: MonitoredBoard(
      contents: [.system(sampleSystem()), .sensor(sampleSensor("inlet"))],
      plans: [System.onlyID: PowerPlan(steps: [.off: [.chassisControl(.powerDown)]])]),
    sources: ["bmc"])

  private mutating func handle(_ input: MonitorCore.Input) -> [MonitorCore.Effect] {
    core.handle(input, at: clock.moment())
  }

  private mutating func give(_ verb: PowerVerb) -> [MonitorCore.Effect] {
    handle(.command(Ticket(number: 1), .power(system: System.onlyID, verb: verb), MonitorRig.admin))
  }

  private func isAdmission(_ effects: [MonitorCore.Effect]) -> Bool {
    if case .admit = effects.first { true } else { false }
  }

  init() { _ = core.start() }

  @Test mutating func aStaleStateSatisfiesNothingEvenBeforeTheTimerSaysSo() {
    _ = handle(.report(.power(system: System.onlyID, state: .off, at: clock.now(), interval: .seconds(1)), from: "bmc"))
    clock.advance(by: .seconds(3))
    let fresh = give(.off)
    #expect(!isAdmission(fresh))
    clock.advance(by: .nanoseconds(1))
    let stale = give(.off)
    #expect(isAdmission(stale))
  }

  @Test mutating func theDeadlineIsTheFirstMomentAtWhichSomethingIsTooOld() {
    #expect(core.deadline == nil)
    let now = clock.now()
    _ = handle(.report(.power(system: System.onlyID, state: .on, at: now, interval: .seconds(5)), from: "bmc"))
    #expect(core.deadline == now + .seconds(15) + .nanoseconds(1))
    let sample = SensorSample(sensor: "inlet", quality: .good, value: 20)
    _ = handle(.report(.samples([sample], at: now, interval: .seconds(1)), from: "bmc"))
    #expect(core.deadline == now + .seconds(3) + .nanoseconds(1))
    clock.advance(by: .seconds(20))
    _ = handle(.timer)
    #expect(core.deadline == nil)
  }

  @Test mutating func anAnswerToAnActionOfLongAgoIsIgnored() throws {
    let admission = Admission(
      ticket: Ticket(number: 1), command: .power(system: System.onlyID, verb: .off), caller: MonitorRig.admin,
      before: "unknown")
    _ = handle(.execute(admission))
    let effects = handle(.actionFinished(ActionToken(number: 4711), .done))
    #expect(effects.isEmpty)
  }
}
