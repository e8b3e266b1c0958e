import LanternTesting
import Model
import Synchronization
import Testing

@testable import Engine

/// Commands from the door to the hardware and back.
struct PowerCommandTests {
  private static let plan = PowerPlan(steps: [
    .on: [.chassisControl(.powerUp), .until(state: .on, within: .seconds(10), isOptional: false)],
    .off: [.chassisControl(.powerDown), .until(state: .off, within: .seconds(10), isOptional: false)],
    .offGraceful: [.chassisControl(.softShutdown), .until(state: .off, within: .seconds(60), isOptional: false)],
    .reset: [.chassisControl(.hardReset)],
    .nmi: [.chassisControl(.diagnosticInterrupt)],
  ]).withDerivedVerbs()

  private let rig = MonitorRig(
    [.system(sampleSystem()), .system(sampleSystem("node2"))],
    plans: [System.onlyID: plan, "node2": plan])

  private func control(_ control: ChassisControl, of system: String = System.onlyID) -> HardwareAction {
    .chassisControl(system: system, control)
  }

  @Test func anAcceptedCommandIsShownAsATransitionUntilTheHardwareConfirms() throws {
    rig.power(.on)
    let reply = rig.give(.off)
    #expect(reply.outcome == .accepted)
    #expect(rig.source.actions == [control(.powerDown)])
    #expect(try rig.system().power.transitioning == .off)
    #expect(try rig.system().power.requested == .off)
    #expect(try rig.system().power.state == .on, "what is confirmed, not what was commanded")
    #expect(try rig.system().power.available == [])
    rig.advance(by: .milliseconds(300))
    rig.power(.off)
    #expect(try rig.system().power.transitioning == nil)
    #expect(try rig.system().power.requested == .off)
    #expect(try rig.system().power.state == .off)
    #expect(reply.count == 1)
  }

  @Test func whoIsAnsweredFindsTheTransitionInTheModel() throws {
    rig.power(.on)
    let seen = Mutex<Content?>(nil)
    let store = rig.store
    let command = WaitingCommand(command: .power(system: System.onlyID, verb: .off), caller: MonitorRig.admin) { _ in
      seen.withLock { $0 = store.snapshot.object(ObjectID(.system, System.onlyID))?.content }
    }
    rig.mailbox.put(command)
    rig.settle()
    guard case .system(let system)? = seen.withLock({ $0 }) else { throw MonitorRig.Missing() }
    #expect(system.power.requested == .off && system.power.transitioning == .off)
  }

  @Test func untilTheHardwareHasAnsweredSoHasNobody() throws {
    rig.power(.on)
    rig.source.hold()
    let reply = rig.give(.off)
    #expect(reply.outcome == nil)
    #expect(try rig.system().power.transitioning == .off)
    #expect(try rig.system().power.requested == nil, "not accepted yet")
    rig.source.release()
    rig.settle()
    #expect(reply.outcome == .accepted)
    #expect(try rig.system().power.requested == .off)
  }

  @Test func aTransitionIsReadBackAtOnceAndEverySecond() {
    rig.power(.on)
    _ = rig.give(.off)
    #expect(rig.source.reads == 1)
    rig.advance(by: .seconds(1))
    #expect(rig.source.reads == 2)
    rig.source.onReadPower(
      report: .power(
        system: System.onlyID, state: .off, at: rig.clock.now() + .seconds(1), interval: .seconds(5)))
    rig.advance(by: .seconds(1))
    #expect(rig.source.reads == 3)
    #expect(rig.events.kinds.last == .powerFinished(system: System.onlyID, verb: .off, .succeeded))
  }

  @Test func aSecondCommandOnTheSameSystemIsBusyAndOneOnAnotherIsNot() {
    rig.power(.on)
    rig.power(.on, of: "node2")
    _ = rig.give(.off)
    #expect(rig.give(.reset).outcome == .busy)
    #expect(rig.give(.off).outcome == .busy)
    #expect(rig.give(.reset, to: "node2").outcome == .accepted)
    #expect(rig.source.actions == [control(.powerDown), control(.hardReset, of: "node2")])
  }

  @Test func commandsThatWaitTogetherAreTakenInTurn() {
    rig.power(.on)
    let first = rig.put(.off)
    let second = rig.put(.reset)
    rig.settle()
    #expect(first.outcome == .accepted)
    #expect(second.outcome == .busy)
  }

  @Test func nothingIsDoneWhenTheStateIsAlreadyConfirmed() {
    rig.power(.off)
    #expect(rig.give(.off).outcome == .alreadySatisfied)
    #expect(rig.source.actions == [])
  }

  @Test func aStateThatIsTooOldSatisfiesNothing() {
    rig.power(.off)
    rig.clock.advance(by: .seconds(16))
    #expect(rig.give(.off).outcome == .accepted)
    #expect(rig.source.actions == [control(.powerDown)])
  }

  @Test func whatCannotBeDoneNowIsAnInvalidTransition() {
    rig.power(.off)
    #expect(rig.give(.reset).outcome == .invalidTransition)
    #expect(rig.give(.nmi).outcome == .invalidTransition)
    #expect(rig.source.actions == [])
  }

  @Test func whatTheBoardCannotDoIsUnsupportedAndWhoIsNotThereUnknown() {
    rig.power(.on)
    #expect(rig.give(.offStandby).outcome == .unsupported)
    #expect(rig.give(.off, to: "nobody").outcome == .unknownSystem)
  }

  @Test func aReaderMayNotGiveCommands() {
    rig.power(.on)
    var reader = MonitorRig.admin
    reader.rights = Rights(.readonly)
    #expect(rig.give(.off, by: reader).outcome == .denied)
    #expect(rig.give(.off, to: "nobody", by: reader).outcome == .denied, "nor ask which systems there are")
    reader.rights = Rights(.operator)
    #expect(rig.give(.off, by: reader).outcome == .accepted)
  }

  @Test(arguments: [
    (ActionResult.refused("no"), CommandOutcome.failed("no")),
    (.unreachable("cable"), .unreachable("cable")),
    (.timedOut("late"), .timedOut("late")),
    (.invalidState("D5h"), .invalidTransition),
  ])
  func aControllerThatDoesNotObeyIsTheAnswer(result: ActionResult, outcome: CommandOutcome) throws {
    rig.power(.on)
    rig.source.answer(result)
    #expect(rig.give(.off).outcome == outcome)
    #expect(try rig.system().power.transitioning == nil)
    #expect(try rig.system().power.requested == nil)
    #expect(try rig.system().power.state == .on)
    #expect(rig.give(.off).outcome == .accepted, "and the next one is tried")
  }

  @Test func aTransitionThatNeverHappensFailsByTheTimer() throws {
    rig.power(.on)
    _ = rig.give(.off)
    for _ in 0..<10 {
      rig.advance(by: .seconds(1))
      rig.power(.on)
    }
    #expect(try rig.system().power.transitioning == nil)
    #expect(try rig.system().power.state == .on)
    #expect(
      rig.events.kinds.last
        == .powerFinished(
          system: System.onlyID, verb: .off, .failed("the system did not become off within 10 s; it is on")))
  }

  @Test func aSingleControlIsOverAfterItsReadBack() throws {
    rig.power(.on)
    #expect(rig.give(.reset).outcome == .accepted)
    #expect(rig.source.reads == 1)
    #expect(try rig.system().power.transitioning == nil)
    #expect(try rig.system().power.requested == .reset)
    #expect(try rig.system().power.state == .on)
  }

  @Test func stoppingAnswersWhoStillWaits() {
    rig.power(.on)
    rig.source.hold()
    let reply = rig.give(.off)
    rig.abandon()
    #expect(reply.outcome == .failed("the agent is stopping"))
    #expect(reply.count == 1)
  }

  @Test func aButtonThatIsHardToReleaseIsReleasedInTheEnd() {
    let button = PowerPlan(steps: [.off: [.hold(line: "button", until: .off, within: .seconds(4))]])
    let rig = MonitorRig([.system(sampleSystem())], plans: [System.onlyID: button])
    rig.power(.on)
    rig.source.answer(.done)
    rig.source.fail(.unreachable("I/O error"), times: 2)
    #expect(rig.give(.off).outcome == .accepted)
    rig.advance(by: .seconds(4))
    let release = HardwareAction.setLine(name: "button", asserted: false, lasts: false)
    #expect(rig.source.actions == [.setLine(name: "button", asserted: true, lasts: false), release, release, release])
    #expect(
      rig.events.kinds.last
        == .powerFinished(
          system: System.onlyID, verb: .off, .failed("the system did not become off within 4 s; it is on")))
  }

  @Test func aSystemThatGoesAwayAnswersWhoStillWaits() {
    let rig = MonitorRig([], plans: ["blade": Self.plan])
    rig.report(.inventory([.system(sampleSystem("blade"))]))
    rig.source.hold()
    let reply = rig.give(.off, to: "blade")
    rig.report(.inventory([]))
    #expect(reply.outcome == .failed("the system is gone"))
    #expect(rig.object(.system, "blade") == nil)
    #expect(rig.give(.off, to: "blade").outcome == .unknownSystem)
  }
}
