import LanternTesting
import Model
import Testing

@testable import Engine

/// Fans under the monitor: sensors come in, duties go out, and commands are answered by what the hardware does.
struct FanCommandTests {
  private let rig = MonitorRig(
    [
      .system(sampleSystem()), .sensor(sampleSensor("inlet", thresholds: Thresholds(criticalHigh: 45))),
      .sensor(sampleSensor("cpu", measures: ObjectID(.part, "cpu1"))),
      .sensor(sampleSensor("tach", kind: .tachometer, unit: .rpm)),
      .fan(sampleFan("fan1", tachometer: "tach")), .fan(sampleFan("fan2")), .fan(sampleFan("fan3")),
    ],
    fans: [
      "fan1": FanPlan(minimumDuty: 20, fullSpeed: 8000, zone: "main"),
      "fan2": FanPlan(minimumDuty: 20, fullSpeed: 8000),
    ],
    zones: [
      CoolingZone(
        id: "main",
        governors: [
          Governor(sensor: "inlet", curve: [CurvePoint(20, duty: 20), CurvePoint(40, duty: 100)], hysteresis: 2),
          Governor(sensor: "cpu", curve: [CurvePoint(50, duty: 0), CurvePoint(90, duty: 100)]),
        ])
    ])

  /// What was written to `fan1` since the last time.
  private func duties(_ body: () -> Void) -> [Double] {
    let before = rig.source.actions.count
    body()
    return rig.source.actions.dropFirst(before).compactMap {
      if case .drive("fan1", let duty) = $0 { duty } else { nil }
    }
  }

  private func read(inlet: Double = 25, cpu: Double = 40) {
    rig.sample(
      SensorSample(sensor: "inlet", quality: .good, value: inlet),
      SensorSample(sensor: "cpu", quality: .good, value: cpu)
    )
  }

  private func readBack(_ duty: Double?, of fan: String = "fan1") {
    rig.report(.fan(id: fan, duty: duty, at: rig.clock.now(), interval: .seconds(1)))
  }

  private func setSpeed(_ rpm: UInt64, of fan: String = "fan1") -> MonitorRig.Reply {
    rig.give(.setFanSpeed(fan: fan, rpm: rpm))
  }

  // MARK: Automatic

  @Test func fansAreAtFullSpeedFromTheFirstWordOfTheSourceUntilEveryGovernorIsRead() {
    #expect(duties { rig.settle() } == [])
    #expect(duties { rig.report(.status(.working)) } == [100])
    #expect(duties { rig.sample("inlet", 25) } == [])
    #expect(duties { rig.sample("cpu", 40) } == [40])
    #expect(rig.events.take() == [.sourceChanged(source: "bmc", .working)], "beginning is no alarm")
  }

  @Test func theyFollowTheSensorThatDemandsMost() {
    #expect(duties { read() } == [40])
    #expect(duties { read(cpu: 80) } == [75])
    #expect(duties { read(inlet: 24, cpu: 40) } == [40])
  }

  @Test func aReadingThatFailsIsFullSpeedUntilItIsBack() {
    read()
    let failed = SensorSample(sensor: "cpu", quality: .unknown)
    #expect(duties { rig.sample(failed) } == [100])
    #expect(rig.events.kinds.last == .coolingAlarm(zone: "main", reason: "sensor cpu has no reading"))
    #expect(duties { rig.sample(failed) } == [])
    #expect(duties { rig.sample("cpu", 40) } == [40])
    #expect(rig.events.kinds.last == .coolingFollows(zone: "main"))
  }

  @Test func aReadingThatGrowsOldIsFullSpeedWithoutAnythingComingIn() {
    read()
    #expect(duties { rig.advance(by: .seconds(3)) } == [])
    #expect(duties { rig.advance(by: .nanoseconds(1)) } == [100])
    #expect(duties { read() } == [40])
  }

  @Test func aCriticalReadingIsFullSpeedWhateverTheCurveSays() {
    read()
    #expect(duties { read(inlet: 46) } == [100])
    #expect(rig.events.kinds.contains(.coolingAlarm(zone: "main", reason: "sensor inlet is critical")))
    #expect(duties { read(inlet: 44) } == [])
    #expect(duties { read(inlet: 30) } == [68], "the alarm ended with the reading at 44, which demands all")
  }

  @Test func whenTheAgentStopsEveryFanItDrivesIsLeftAtFullSpeed() {
    read()
    _ = setSpeed(4000)
    let before = rig.source.actions.count
    rig.abandon()
    #expect(Array(rig.source.actions.dropFirst(before)) == [.drive(fan: "fan1", duty: 100)])
    #expect(duties { read() } == [], "and nothing is written after that")
  }

  @Test func aFanThatSomebodySetAndThatHasNoZoneIsLeftAtFullSpeedToo() {
    read()
    _ = setSpeed(4000, of: "fan2")
    rig.abandon()
    #expect(rig.source.actions.suffix(2) == [.drive(fan: "fan1", duty: 100), .drive(fan: "fan2", duty: 100)])
  }

  // MARK: What is shown

  @Test func whatIsReadBackIsShownForAsLongAsItIsFresh() throws {
    read()
    #expect(try rig.fan("fan1").duty == nil)
    readBack(40)
    let fan = try rig.fan("fan1")
    #expect((fan.duty, fan.mode, fan.desiredSpeed, fan.fullSpeed) == (40, .automatic, nil, 8000))
    #expect(fan.isVariableSpeed)
    rig.clock.advance(by: .milliseconds(3001))
    #expect(try rig.fan("fan1").duty == nil, "before the timer says so")
    rig.settle()
    #expect(try rig.fan("fan1").duty == nil)
  }

  @Test func whatAFanCoolsIsWhatTheSensorsOfItsZoneMeasure() throws {
    read()
    #expect(try rig.fan("fan1").cools == [ObjectID(.system, System.onlyID), ObjectID(.part, "cpu1")])
    #expect(try rig.fan("fan2").cools == [])
  }

  @Test func aFanThatNobodyDrivesHasNoMode() throws {
    rig.report(.status(.working))
    readBack(50, of: "fan3")
    let fan = try rig.fan("fan3")
    #expect((fan.duty, fan.mode, fan.isVariableSpeed) == (nil, nil, false))
    #expect(try rig.fan("fan2").mode == nil)
    #expect(try rig.fan("fan2").isVariableSpeed)
  }

  // MARK: Commands

  @Test func aSpeedIsSetWhenTheHardwareHasTakenIt() throws {
    read()
    rig.source.hold()
    let reply = setSpeed(4000)
    #expect(rig.source.actions.last == .drive(fan: "fan1", duty: 50))
    #expect(reply.outcome == nil)
    rig.source.release()
    rig.settle()
    #expect(reply.outcome == .accepted)
    #expect(try rig.fan("fan1").mode == .manual)
    #expect(try rig.fan("fan1").desiredSpeed == 4000)
    #expect(rig.events.kinds.last == .fanModeChanged(id: "fan1", name: "Fan fan1", to: "manual at 4000 rpm"))
    #expect(duties { read(inlet: 35, cpu: 70) } == [], "its zone has nothing to say")
  }

  @Test func zeroGivesItBackToItsZone() throws {
    read()
    _ = setSpeed(6000)
    #expect(duties { _ = setSpeed(0) } == [40])
    #expect(try rig.fan("fan1").mode == .automatic)
    #expect(try rig.fan("fan1").desiredSpeed == nil)
    #expect(setSpeed(0).outcome == .alreadySatisfied)
  }

  @Test func aSpeedThatIsSetGivesWayToAnAlarm() throws {
    read()
    _ = setSpeed(4000)
    #expect(duties { rig.sample(SensorSample(sensor: "cpu", quality: .unavailable)) } == [100])
    #expect(try rig.fan("fan1").mode == .manual)
    #expect(duties { read() } == [50])
    #expect(duties { read(inlet: 46) } == [100])
    #expect(duties { _ = setSpeed(5000) } == [], "for when the alarm is over")
    #expect(try rig.fan("fan1").desiredSpeed == 5000)
    #expect(duties { read() } == [62.5])
  }

  @Test func aFanWithoutAZoneIsDrivenOnceSomebodySaysSo() throws {
    read()
    #expect(setSpeed(4000, of: "fan2").outcome == .accepted)
    #expect(rig.source.actions.last == .drive(fan: "fan2", duty: 50))
    #expect(try rig.fan("fan2").mode == .manual)
    #expect(
      setSpeed(0, of: "fan2").outcome == .refused("The fan fan2 has no cooling zone to go back to; give it a speed."))
  }

  @Test func speedsThatTheFanCannotHaveAreRefused() {
    read()
    let refusal = CommandOutcome.refused("The fan fan1 can be told speeds from 1600 to 8000 rpm.")
    #expect(setSpeed(8001).outcome == refusal)
    #expect(setSpeed(1599).outcome == refusal)
    #expect(setSpeed(.max).outcome == refusal)
    #expect(setSpeed(1600).outcome == .accepted)
    #expect(setSpeed(1600).outcome == .alreadySatisfied)
    #expect(setSpeed(4000, of: "fan3").outcome == .unsupported)
    #expect(setSpeed(4000, of: "fan9").outcome == .notFound)
  }

  @Test func aSpeedThatTheHardwareDoesNotTakeIsNotKept() throws {
    read()
    rig.source.answer(.timedOut("The chip does not answer."))
    let reply = setSpeed(4000)
    #expect(reply.outcome == .timedOut("The chip does not answer."))
    #expect(try rig.fan("fan1").mode == .automatic)
    #expect(rig.source.actions.last == .drive(fan: "fan1", duty: 40), "who knows what it does now")
  }

  @Test func whatWasBeingWrittenWhenTheCommandCameIsNotItsAnswer() {
    rig.source.hold()
    read()
    let reply = setSpeed(4000)
    rig.source.release(with: .refused("not now"))
    rig.settle()
    #expect(reply.outcome == nil)
    rig.source.release()
    rig.settle()
    #expect(reply.outcome == .accepted)
  }

  @Test func aSecondSpeedWhileOneIsBeingSetIsTurnedAway() {
    read()
    rig.source.hold()
    _ = setSpeed(4000)
    #expect(setSpeed(5000).outcome == .busy)
    #expect(setSpeed(5000, of: "fan2").outcome == nil, "another fan is another matter")
  }

  @Test func beforeTheSourceHasSpokenNothingCanBeSet() {
    #expect(setSpeed(4000).outcome == .unreachable("no source has reported the fan fan1 yet"))
  }

  @Test func itTakesPermissionAndLeavesARecord() {
    read()
    let reader = Caller(user: "eve", rights: Rights(.readonly), address: "192.0.2.8", face: "test", request: "1")
    #expect(rig.give(.setFanSpeed(fan: "fan1", rpm: 4000), by: reader).outcome == .denied)
    let `operator` = Caller(user: "op", rights: Rights(.operator), address: "192.0.2.8", face: "test", request: "2")
    #expect(rig.give(.setFanSpeed(fan: "fan1", rpm: 4000), by: `operator`).outcome == .accepted)
    let record = rig.audit.records.last
    #expect((record?.before, record?.after) == ("automatic", "manual at 4000 rpm"))
    let words = record?.fields.filter { ["command", "fan", "speed"].contains($0.name) }.map(\.value)
    #expect(words == ["set-fan-speed", "fan1", "4000"])
  }

  // MARK: Trouble

  @Test func aFanThatCannotBeDrivenIsToldOnceAndTriedUntilItCan() {
    rig.source.fail(.unreachable("The bus is stuck."), times: 2)
    read()
    #expect(
      rig.events.kinds.last == .fanDisobeys(id: "fan1", name: "Fan fan1", "The bus is stuck."))
    #expect(duties { rig.advance(by: .seconds(2)) } == [40])
    #expect(duties { rig.advance(by: .seconds(2)) } == [100], "with nothing read since, it is an alarm by now")
    readBack(100)
    #expect(rig.events.kinds.last == .fanObeys(id: "fan1", name: "Fan fan1"))
  }

  @Test func aDutyThatIsNotWhatWasWrittenIsWrittenAgain() {
    read()
    rig.advance(by: .seconds(1))
    #expect(duties { readBack(70) } == [40])
    #expect(duties { readBack(40) } == [])
  }

  @Test func theTachometerCorrectsASpeedThatWasSet() {
    read()
    _ = setSpeed(4000)
    for _ in 0..<5 {
      rig.advance(by: .seconds(1))
      read()
    }
    #expect(duties { rig.sample("tach", 3600) } == [52.5])
  }
}
