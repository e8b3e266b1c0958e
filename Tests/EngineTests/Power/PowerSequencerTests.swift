import Engine
import Model
import Testing

/// Steps the way a board file would give them.
struct PowerSequencerTests {
  private static let press = HardwareAction.setLine(name: "button", asserted: true, lasts: false)
  private static let letGo = HardwareAction.setLine(name: "button", asserted: false, lasts: false)
  private static let plan = PowerPlan(
    steps: [
      .on: [
        .pulse(line: "button", for: .milliseconds(200)), .until(state: .on, within: .seconds(8), isOptional: false),
      ],
      .off: [.hold(line: "button", until: .off, within: .seconds(15))],
      .reset: [.set(line: "reset", asserted: true), .wait(.seconds(1)), .set(line: "reset", asserted: false)],
      .offGraceful: [.chassisControl(.softShutdown), .until(state: .off, within: .seconds(30), isOptional: true)],
      .nmi: [.chassisControl(.diagnosticInterrupt)],
      .cycle: [.chassisControl(.powerCycle)],
    ], minimumOff: .seconds(5))

  private var sequencer = PowerSequencer()
  private var now = Instant(nanoseconds: 1_000_000_000_000)

  private mutating func begin(_ verb: PowerVerb, offSince: Instant? = nil) -> [PowerSequencer.Effect] {
    sequencer.begin(verb, plan: Self.plan, system: "s", seen: .unknown, offSince: offSince, now: now)
  }

  private mutating func done(_ result: ActionResult = .done) -> [PowerSequencer.Effect] {
    sequencer.actionFinished(result, now: now)
  }

  private mutating func pass(_ length: Duration) -> [PowerSequencer.Effect] {
    now = now + length
    return sequencer.tick(now)
  }

  private mutating func see(_ state: PowerState) -> [PowerSequencer.Effect] {
    sequencer.power(state, sampledAt: now, now: now)
  }

  @Test mutating func onPressesTheButtonAndWaitsForPower() {
    #expect(begin(.on) == [.perform(Self.press)])
    #expect(done() == [.answer(.accepted)])
    #expect(sequencer.wakeAt == now + .milliseconds(200))
    #expect(pass(.milliseconds(199)) == [])
    #expect(pass(.milliseconds(1)) == [.perform(Self.letGo)])
    #expect(done() == [.readPower])
    #expect(see(.off) == [])
    #expect(see(.on) == [.finished(.succeeded)])
    #expect(sequencer.isIdle)
    #expect(sequencer.wakeAt == nil)
  }

  @Test mutating func whileAChangeIsAwaitedThePowerStateIsReadEverySecond() {
    _ = begin(.on)
    _ = done()
    _ = pass(.milliseconds(200))
    #expect(done() == [.readPower])
    #expect(sequencer.wakeAt == now + .seconds(8))
    #expect(sequencer.readFinished(now: now) == [])
    #expect(sequencer.wakeAt == now + .seconds(1))
    #expect(pass(.seconds(1)) == [.readPower])
    #expect(pass(.seconds(2)) == [], "one reading at a time")
  }

  @Test mutating func aStateSampledBeforeTheWaitBeganConfirmsNothing() {
    _ = begin(.on)
    _ = done()
    _ = pass(.milliseconds(200))
    _ = done()
    #expect(sequencer.power(.on, sampledAt: now + .nanoseconds(-1), now: now) == [])
    #expect(sequencer.power(.on, sampledAt: now, now: now) == [.finished(.succeeded)])
  }

  @Test mutating func onFailsWhenPowerDoesNotComeAndSaysSo() {
    _ = begin(.on)
    _ = done()
    _ = pass(.milliseconds(200))
    _ = done()
    _ = see(.off)
    #expect(
      pass(.seconds(8)) == [
        .readPower, .finished(.failed("the system did not become on within 8 s; it is off")),
      ])
    #expect(sequencer.isIdle)
  }

  @Test mutating func offHoldsTheButtonUntilPowerIsGone() {
    #expect(begin(.off) == [.perform(Self.press)])
    #expect(done() == [.answer(.accepted), .readPower])
    #expect(see(.on) == [])
    #expect(see(.off) == [.perform(Self.letGo)])
    #expect(done() == [.finished(.succeeded)])
  }

  @Test mutating func aSystemWithoutStandbyPowerIsOffToo() {
    _ = begin(.off)
    _ = done()
    #expect(see(.offStandby) == [.perform(Self.letGo)])
  }

  @Test mutating func aHoldThatFailsReleasesTheButton() {
    _ = begin(.off)
    _ = done()
    _ = see(.on)
    #expect(pass(.seconds(15)) == [.perform(Self.letGo)])
    #expect(!sequencer.isIdle)
    #expect(
      done() == [.readPower, .finished(.failed("the system did not become off within 15 s; it is on"))])
  }

  @Test(arguments: [
    (ActionResult.refused("no"), CommandOutcome.failed("no")),
    (.unreachable("cable"), .unreachable("cable")),
    (.timedOut("late"), .timedOut("late")),
    (.invalidState("D5h"), .invalidTransition),
  ])
  mutating func aFirstActionThatFailsIsTheAnswer(result: ActionResult, outcome: CommandOutcome) throws {
    #expect(begin(.nmi) == [.perform(.chassisControl(system: "s", .diagnosticInterrupt))])
    let effects = done(result)
    #expect(effects.first == .answer(outcome))
    guard case .finished(.failed)? = effects.last else {
      Issue.record("must end with a failure: \(effects)")
      return
    }
    #expect(sequencer.isIdle)
  }

  @Test mutating func aPressThatMayHaveHappenedIsReleased() {
    _ = begin(.on)
    #expect(done(.timedOut("late")) == [.answer(.timedOut("late")), .perform(Self.letGo)])
    #expect(done() == [.readPower, .finished(.failed("late"))])
  }

  @Test mutating func aLineThatTheRestWouldHaveReleasedIsReleasedOnFailure() {
    _ = begin(.reset)
    #expect(done() == [.answer(.accepted)])
    #expect(pass(.seconds(1)) == [.perform(.setLine(name: "reset", asserted: false, lasts: false))])
    // The release itself fails: it is tried again.
    #expect(done(.refused("stuck")) == [.perform(.setLine(name: "reset", asserted: false, lasts: false))])
    #expect(done() == [.readPower, .finished(.failed("stuck"))])
  }

  @Test mutating func aLineSetForGoodStaysSet() {
    let plan = PowerPlan(steps: [
      .on: [.set(line: "enable", asserted: true), .until(state: .on, within: .seconds(1), isOptional: false)]
    ])
    _ = sequencer.begin(.on, plan: plan, system: "s", seen: .unknown, offSince: nil, now: now)
    _ = done()
    #expect(
      pass(.seconds(1)) == [
        .readPower, .finished(.failed("the system did not become on within 1 s; its power state is unknown")),
      ])
  }

  @Test mutating func aReleaseIsTriedThreeTimesAndThenReported() throws {
    _ = begin(.off)
    _ = done()
    _ = see(.on)
    #expect(pass(.seconds(15)) == [.perform(Self.letGo)])
    #expect(done(.unreachable("cable")) == [.perform(Self.letGo)])
    #expect(done(.unreachable("cable")) == [.perform(Self.letGo)])
    #expect(
      done(.unreachable("cable")) == [
        .readPower,
        .finished(
          .failed(
            "the system did not become off within 15 s; it is on; the line button could not be released and may "
              + "still be asserted: cable")),
      ])
  }

  @Test mutating func anOptionalWaitThatRunsOutGoesOnWithAReadBack() {
    #expect(begin(.offGraceful) == [.perform(.chassisControl(system: "s", .softShutdown))])
    #expect(done() == [.answer(.accepted), .readPower])
    #expect(pass(.seconds(30)) == [.readPower])
    #expect(sequencer.readFinished(now: now) == [.finished(.succeeded)])
  }

  @Test mutating func aSingleControlEndsWithAnImmediateReadBack() {
    #expect(begin(.cycle) == [.perform(.chassisControl(system: "s", .powerCycle))])
    #expect(done() == [.answer(.accepted), .readPower])
    #expect(!sequencer.isIdle)
    #expect(see(.on) == [])
    #expect(sequencer.readFinished(now: now) == [.finished(.succeeded)])
  }

  @Test mutating func aDiagnosticInterruptChangesNothingAndReadsNothing() {
    _ = begin(.nmi)
    #expect(done() == [.answer(.accepted), .finished(.succeeded)])
  }

  @Test mutating func onWaitsUntilTheSystemWasOffLongEnough() {
    #expect(begin(.on, offSince: now + .seconds(-3)) == [], "two seconds to go, and the caller can wait so long")
    #expect(pass(.seconds(2)) == [.perform(Self.press)])
  }

  @Test mutating func aCallerIsNotKeptWaitingForALongMinimumOff() {
    #expect(begin(.on, offSince: now) == [.answer(.accepted)])
    #expect(pass(.seconds(5)) == [.perform(Self.press)])
    #expect(done() == [], "answered once")
  }

  @Test mutating func onDoesNotWaitWhenTheSystemWasOffLongEnough() {
    #expect(begin(.on, offSince: now + .seconds(-5)) == [.perform(Self.press)])
  }

  @Test mutating func onlyOnWaitsForTheMinimumOff() {
    #expect(begin(.off, offSince: now) == [.perform(Self.press)])
  }

  @Test mutating func hardwareThatNeverAnswersTimesOut() {
    _ = begin(.nmi)
    #expect(sequencer.wakeAt == now + .seconds(60))
    #expect(
      pass(.seconds(60)) == [
        .answer(.timedOut("the hardware did not answer within 60 s")),
        .readPower, .finished(.failed("the hardware did not answer within 60 s")),
      ])
    #expect(done() == [], "too late")
  }

  @Test mutating func anAbandonedSequenceReleasesItsLineAndAnswers() {
    _ = begin(.off)
    #expect(
      sequencer.abandon(.failed("stopping")) == [
        .answer(.failed("stopping")), .perform(Self.letGo), .finished(.failed("stopping")),
      ])
    #expect(sequencer.isIdle)
    #expect(done() == [])
    #expect(pass(.seconds(60)) == [])
  }

  @Test mutating func anAbandonedSequenceThatWasAnsweredIsNotAnsweredAgain() {
    _ = begin(.off)
    _ = done()
    #expect(sequencer.abandon(.failed("stopping")) == [.perform(Self.letGo), .finished(.failed("stopping"))])
  }

  @Test mutating func abandoningNothingDoesNothing() {
    #expect(sequencer.abandon(.failed("stopping")) == [])
  }

  @Test mutating func derivedCycleGoesOffWaitsAndGoesOn() {
    var plan = Self.plan
    plan.steps[.cycle] = nil
    plan = plan.withDerivedVerbs()
    #expect(
      sequencer.begin(.cycle, plan: plan, system: "s", seen: .unknown, offSince: nil, now: now) == [
        .perform(Self.press)
      ])
    _ = done()
    _ = see(.off)
    #expect(done() == [], "off at least five seconds")
    #expect(pass(.seconds(5)) == [.perform(Self.press)])
    #expect(done() == [])
    #expect(pass(.milliseconds(200)) == [.perform(Self.letGo)])
    _ = done()
    #expect(see(.on) == [.finished(.succeeded)])
  }

  @Test mutating func aLineLastsUnlessTheSequenceTakesItBack() {
    let plan = PowerPlan(steps: [
      .on: [
        .set(line: "enable", asserted: true), .set(line: "reset", asserted: true), .pulse(line: "reset", for: .zero),
      ],
      .off: [.set(line: "enable", asserted: false), .pulse(line: "button", for: .zero)],
    ])
    func actions(_ verb: PowerVerb) -> [HardwareAction] {
      var actions: [HardwareAction] = []
      var effects = sequencer.begin(verb, plan: plan, system: "s", seen: .unknown, offSince: nil, now: now)
      while case .perform(let action)? = effects.last {
        actions.append(action)
        effects = done()
      }
      _ = sequencer.readFinished(now: now)
      return actions
    }
    #expect(
      actions(.on) == [
        .setLine(name: "enable", asserted: true, lasts: true), .setLine(name: "reset", asserted: true, lasts: false),
        .setLine(name: "reset", asserted: true, lasts: false), .setLine(name: "reset", asserted: false, lasts: false),
      ])
    #expect(
      actions(.off) == [
        .setLine(name: "enable", asserted: false, lasts: true), Self.press, Self.letGo,
      ])
  }

  @Test mutating func whatIsSwitchedOffAndOnAgainLastsBothTimes() {
    let plan = PowerPlan(steps: [
      .cycle: [.set(line: "enable", asserted: false), .set(line: "enable", asserted: true)]
    ])
    #expect(
      sequencer.begin(.cycle, plan: plan, system: "s", seen: .unknown, offSince: nil, now: now) == [
        .perform(.setLine(name: "enable", asserted: false, lasts: true))
      ])
    #expect(done().last == .perform(.setLine(name: "enable", asserted: true, lasts: true)))
  }

  @Test mutating func aPlanWithoutStepsSucceedsAfterAReadBack() {
    #expect(
      sequencer.begin(.on, plan: PowerPlan(steps: [.on: []]), system: "s", seen: .unknown, offSince: nil, now: now) == [
        .readPower
      ])
    #expect(sequencer.readFinished(now: now) == [.answer(.accepted), .finished(.succeeded)])
  }
}
