import LanternTesting
import Model
import Testing

@testable import Engine

/// Commands that one action of a source carries out: what goes wrong on the way, and who is told.
struct HardwareRequestTests {
  private let rig = MonitorRig([.system(sampleSystem()), .system(sampleSystem("node2"))])

  private func light(_ state: IdentifyState?, of system: String = System.onlyID) {
    rig.report(.chassis(system: system, ChassisStatus(identify: state)))
  }

  private func identify(_ isOn: Bool = true, _ system: String = System.onlyID) -> MonitorRig.Reply {
    rig.give(.identify(system: system, isOn: isOn))
  }

  @Test func theLightIsSwitchedByTheSource() throws {
    rig.power(.on)
    light(.off)
    rig.source.hold()
    let reply = identify()
    #expect(rig.source.actions == [.identify(system: System.onlyID, isOn: true)])
    light(.on)
    rig.source.release()
    rig.settle()
    #expect(reply.outcome == .accepted)
    #expect(try rig.system().identify == .on)
    #expect(rig.audit.records.map(\.before) == ["off", "off"])
    #expect(rig.audit.records.last?.after == "on")
  }

  @Test func aSystemThatNeverSpokeOfALightHasNone() throws {
    rig.report(.chassis(system: System.onlyID, ChassisStatus(restorePolicy: .previous)))
    #expect(try !rig.system().isIdentifiable)
    #expect(identify().outcome == .unsupported)
    #expect(identify(true, "nobody").outcome == .unknownSystem)
  }

  @Test func aLightStaysInTheModelWhenItsStateIsLost() throws {
    rig.power(.on)
    light(.timed)
    #expect(try rig.system().identify == .timed)
    rig.advance(by: .seconds(16))
    #expect(try rig.system().identify == nil)
    #expect(try rig.system().isIdentifiable)
    rig.power(.on)
    light(nil)
    #expect(try rig.system().identify == nil)
    #expect(try rig.system().isIdentifiable)
  }

  @Test func whyItWasStartedIsForgottenWithThePowerState() throws {
    let status = ChassisStatus(restartCause: .watchdog, restorePolicy: .alwaysOn)
    rig.report(.chassis(system: System.onlyID, status))
    #expect(try rig.system().restartCause == nil, "not before anything is known of its power")
    rig.power(.on)
    #expect(try rig.system().restartCause == .watchdog)
    rig.clock.advance(by: .seconds(16))
    #expect(try rig.system().restartCause == nil)
    #expect(try rig.system().restorePolicy == .alwaysOn, "a setting, not a reading")
  }

  @Test(arguments: [
    (ActionResult.unreachable("no session"), CommandOutcome.unreachable("no session")),
    (.timedOut("no answer"), .timedOut("no answer")), (.refused("not today"), .failed("not today")),
    (.invalidState("D5h"), .invalidTransition),
  ])
  func whatBecomesOfItIsTheAnswer(result: ActionResult, outcome: CommandOutcome) {
    light(.off)
    rig.source.answer(result)
    #expect(identify().outcome == outcome)
    #expect(identify().outcome == .accepted, "and the next one is not held up by it")
  }

  @Test func onTwoSystemsTwoCommandsGoOnAtOnce() {
    light(.off)
    light(.off, of: "node2")
    rig.source.hold()
    let first = identify()
    let second = identify(true, "node2")
    #expect(identify(false).outcome == .busy)
    rig.source.release()
    rig.source.release()
    rig.settle()
    #expect(first.outcome == .accepted)
    #expect(second.outcome == .accepted)
  }

  @Test func aSourceThatNeverAnswersIsGivenUp() {
    light(.off)
    rig.source.hold()
    let reply = identify()
    rig.advance(by: HardwareRequests.answerLimit - .nanoseconds(1))
    #expect(reply.outcome == nil)
    rig.advance(by: .nanoseconds(1))
    #expect(reply.outcome == .timedOut("the hardware did not answer within 60 s"))
    rig.source.release()
    rig.settle()
    #expect(reply.count == 1, "a late answer is nobody's")
  }

  @Test func whoeverWaitsIsToldThatTheAgentStops() {
    light(.off)
    rig.source.hold()
    let reply = identify()
    rig.abandon()
    #expect(reply.outcome == .failed(MonitorMailbox.stopping))
    rig.source.release()
    rig.settle()
    #expect(reply.count == 1)
  }

  @Test func identifyingNeedsThePermissionForPower() {
    light(.off)
    var caller = MonitorRig.admin
    caller.rights = Rights(.readonly)
    #expect(rig.give(.identify(system: System.onlyID, isOn: true), by: caller).outcome == .denied)
    caller.rights = Rights(.operator)
    #expect(rig.give(.identify(system: System.onlyID, isOn: true), by: caller).outcome == .accepted)
  }
}
