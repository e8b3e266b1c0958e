import LanternTesting
import Model
import Testing

@testable import Engine

/// Limits of sensors, changed and restored by commands.
struct ThresholdCommandTests {
  private static let inlet = sampleSettableSensor(
    "inlet", thresholds: Thresholds(warningLow: 5, warningHigh: 40, criticalHigh: 45), hysteresis: 2,
    readable: -40...125)
  private static let foreign = sampleSensor("foreign", thresholds: Thresholds(warningHigh: 40))
  private static let lid = sampleDiscreteSensor("lid", states: [DiscreteState(name: "Open", health: .critical)])

  private let rig = MonitorRig([
    .system(sampleSystem()), .sensor(inlet), .sensor(foreign), .sensor(lid),
  ])

  private func set(_ changes: [Threshold: ThresholdSetting], of sensor: String = "inlet") -> CommandOutcome? {
    rig.give(.setThresholds(sensor: sensor, changes)).outcome
  }

  private func restore(_ sensor: String = "inlet") -> CommandOutcome? {
    rig.give(.restoreThresholds(sensor: sensor)).outcome
  }

  @Test func aChangedLimitIsInForceAndTheOthersStay() throws {
    rig.sample("inlet", 38)
    #expect(set([.warningHigh: .at(41.5)]) == .accepted)
    let sensor = try rig.sensor("inlet")
    #expect(sensor.thresholds == Thresholds(warningLow: 5, warningHigh: 41.5, criticalHigh: 45))
    #expect(sensor.hysteresis == 2)
    rig.sample("inlet", 41)
    #expect(try rig.sensor("inlet").state == .normal)
    rig.sample("inlet", 41.5)
    #expect(try rig.sensor("inlet").state == .warningHigh)
  }

  @Test func theStateFollowsAtOnce() throws {
    rig.sample("inlet", 30)
    _ = rig.events.take()
    #expect(set([.warningHigh: .at(29)]) == .accepted)
    #expect(try rig.sensor("inlet").state == .warningHigh)
    #expect(
      rig.events.take() == [
        .thresholdsChanged(
          id: "inlet", name: "Sensor inlet", to: "warning-low=5 warning-high=29 critical-high=45"),
        .sensorChanged(
          id: "inlet", name: "Sensor inlet", from: "normal", to: "warning-high", reading: 30, unit: .celsius),
      ])
    #expect(set([.warningHigh: .at(30.5)]) == .accepted)
    #expect(try rig.sensor("inlet").state == .normal, "a new limit starts without the hysteresis of the old one")
  }

  @Test func whatTheSystemFollowsFromFollowsToo() throws {
    rig.sample("inlet", 30)
    #expect(try rig.system().health == .ok)
    _ = set([.criticalHigh: .at(30), .warningHigh: .at(29)])
    #expect(try rig.system().health == .critical)
  }

  @Test func otherLimitsKeepTheirHysteresisAndTheirCounts() throws {
    let rig = MonitorRig([.sensor(Self.inlet)], policies: ["inlet": SensorPolicy(samples: 2)])
    rig.sample("inlet", 40)
    rig.sample("inlet", 40)
    rig.sample("inlet", 39)
    #expect(try rig.sensor("inlet").state == .warningHigh, "within the hysteresis")
    _ = rig.give(.setThresholds(sensor: "inlet", [.criticalHigh: .at(50)]))
    #expect(try rig.sensor("inlet").state == .warningHigh)
    rig.sample("inlet", 4)
    _ = rig.give(.setThresholds(sensor: "inlet", [.criticalHigh: .at(51)]))
    #expect(try rig.sensor("inlet").state == .normal, "one sample below the low limit is not two")
  }

  @Test func aSensorWithoutAReadingHasNoStateByItsNewLimits() throws {
    #expect(
      set([.warningHigh: .at(-40)])
        == .invalidThresholds(
          .outOfOrder(lower: .warningLow, limit: 5, upper: .warningHigh, upperLimit: -40)))
    #expect(set([.warningHigh: .at(6)]) == .accepted)
    #expect(try rig.sensor("inlet").state == .unknown)
  }

  @Test func aLimitCanBeSwitchedOffAndOn() throws {
    rig.sample("inlet", 42)
    #expect(try rig.sensor("inlet").state == .warningHigh)
    #expect(set([.warningHigh: .off]) == .accepted)
    var sensor = try rig.sensor("inlet")
    #expect(sensor.state == .normal)
    #expect(sensor.thresholds.present == [.warningLow, .criticalHigh])
    #expect(sensor.supportedThresholds == [.warningLow, .warningHigh, .criticalHigh])
    #expect(sensor.possibleStateNames == ["normal", "warning-low", "warning-high", "critical-high", "unknown"])
    #expect(set([.warningHigh: .at(43)]) == .accepted)
    sensor = try rig.sensor("inlet")
    #expect(sensor.disabledThresholds == [] && sensor.thresholds.warningHigh == 43)
  }

  // MARK: What is refused

  @Test(
    arguments: [
      ([.warningHigh: .at(46)], .outOfOrder(lower: .warningHigh, limit: 46, upper: .criticalHigh, upperLimit: 45)),
      ([.warningLow: .at(40)], .outOfOrder(lower: .warningLow, limit: 40, upper: .warningHigh, upperLimit: 40)),
      ([.warningLow: .at(-41)], .unreachable(.warningLow, limit: -41, readable: -40...125)),
      ([.criticalHigh: .at(.nan)], .notANumber(.criticalHigh)),
      ([.criticalHigh: .at(.infinity)], .notANumber(.criticalHigh)),
      (
        [.warningHigh: .off, .warningLow: .at(60)],
        .outOfOrder(lower: .warningLow, limit: 60, upper: .criticalHigh, upperLimit: 45)
      ),
    ] as [([Threshold: ThresholdSetting], ThresholdProblem)])
  func limitsThatCannotBeAreRefusedAndChangeNothing(
    changes: [Threshold: ThresholdSetting], problem: ThresholdProblem
  ) throws {
    // Not a number is not equal to itself, so the sentence is compared.
    guard case .invalidThresholds(let found)? = set(changes) else {
      Issue.record("not refused")
      return
    }
    #expect(found.sentence(unit: .celsius, \.rawValue) == problem.sentence(unit: .celsius, \.rawValue))
    #expect(try rig.sensor("inlet").thresholds == Self.inlet.thresholds)
    #expect(rig.thresholds.kept == ThresholdSettings())
  }

  @Test func equalLimitsOfOneSideAndBothAtOnceAreGood() {
    #expect(set([.warningHigh: .at(45)]) == .accepted)
    #expect(set([.warningHigh: .at(60), .criticalHigh: .at(61)]) == .accepted)
  }

  @Test func whatIsAskedForAlreadyIsNotWritten() {
    #expect(set([.warningHigh: .at(40)]) == .alreadySatisfied)
    #expect(restore() == .alreadySatisfied)
    #expect(rig.audit.records.map(\.stage) == [.answered(.alreadySatisfied), .answered(.alreadySatisfied)])
  }

  @Test func whatCannotBeSetIsUnsupported() {
    #expect(set([.criticalLow: .at(1)]) == .unsupported, "the board does not state it")
    #expect(set([.warningHigh: .at(1)], of: "foreign") == .unsupported)
    #expect(restore("foreign") == .unsupported)
    #expect(set([.warningHigh: .at(1)], of: "lid") == .unsupported)
    #expect(set([.warningHigh: .at(1)], of: "nobody") == .notFound)
    #expect(restore("nobody") == .notFound)
  }

  @Test func whatTheHardwareComparesIsNotSetHere() {
    rig.sample(SensorSample(sensor: "inlet", quality: .good, value: 20, state: .normal))
    #expect(set([.warningHigh: .at(30)]) == .unsupported)
  }

  @Test func aReaderMayNotChangeLimits() throws {
    var caller = MonitorRig.admin
    caller.rights = Rights(.readonly)
    let command = Command.setThresholds(sensor: "inlet", [.warningHigh: .at(30)])
    #expect(rig.give(command, by: caller).outcome == .denied)
    #expect(rig.give(.restoreThresholds(sensor: "nobody"), by: caller).outcome == .denied)
    caller.rights = Rights(.operator)
    #expect(rig.give(command, by: caller).outcome == .accepted)
  }

  // MARK: Traces

  @Test func everyChangeIsRecordedWithWhatWasBeforeAndAfter() throws {
    _ = set([.warningHigh: .at(41.5)])
    #expect(rig.audit.records.map(\.stage) == [.admitted, .answered(.accepted)])
    let last = try #require(rig.audit.records.last)
    #expect(last.before == "warning-low=5 warning-high=40 critical-high=45")
    #expect(last.after == "warning-low=5 warning-high=41.5 critical-high=45")
  }

  @Test func whatCannotBeRecordedIsNotDone() throws {
    rig.audit.fail("disk full")
    #expect(set([.warningHigh: .at(41.5)]) == .failed("the audit record could not be written: disk full"))
    #expect(try rig.sensor("inlet").thresholds == Self.inlet.thresholds)
  }

  // MARK: Over a restart

  @Test func whatDiffersFromTheBoardFileIsKept() {
    _ = set([.warningHigh: .at(41.5), .criticalHigh: .off])
    #expect(rig.thresholds.kept["inlet"] == [.warningHigh: .at(41.5), .criticalHigh: .off])
    _ = set([.criticalHigh: .at(45)])
    #expect(rig.thresholds.kept["inlet"] == [.warningHigh: .at(41.5)])
    _ = set([.warningHigh: .at(40)])
    #expect(rig.thresholds.kept == ThresholdSettings())
  }

  @Test func restoringBringsTheBoardFileBack() throws {
    rig.sample("inlet", 42)
    _ = set([.warningHigh: .at(43), .criticalHigh: .off])
    #expect(restore() == .accepted)
    #expect(try rig.sensor("inlet").thresholds == Self.inlet.thresholds)
    #expect(try rig.sensor("inlet").disabledThresholds == [])
    #expect(try rig.sensor("inlet").state == .warningHigh)
    #expect(rig.thresholds.kept == ThresholdSettings())
  }

  @Test func whatCannotBeKeptIsNotInForce() throws {
    rig.thresholds.fail("No space left on device")
    #expect(
      set([.warningHigh: .at(41.5)])
        == .failed("the limits could not be kept: Cannot write thresholds: No space left on device."))
    #expect(try rig.sensor("inlet").thresholds == Self.inlet.thresholds)
    rig.thresholds.fail(nil)
    #expect(set([.warningHigh: .at(41.5)]) == .accepted)
  }

  @Test func whatWasKeptIsInForceFromTheStart() throws {
    var kept = ThresholdSettings()
    kept["inlet"] = [.warningHigh: .at(30), .criticalHigh: .off]
    kept["gone"] = [.warningLow: .at(1)]
    let rig = MonitorRig([.sensor(Self.inlet)], kept: kept)
    #expect(try rig.sensor("inlet").thresholds == Thresholds(warningLow: 5, warningHigh: 30))
    #expect(try rig.sensor("inlet").disabledThresholds == [.criticalHigh])
    _ = rig.give(.setThresholds(sensor: "inlet", [.warningHigh: .at(31)]))
    #expect(rig.thresholds.kept["inlet"] == [.warningHigh: .at(31), .criticalHigh: .off])
    #expect(rig.thresholds.kept["gone"] == [.warningLow: .at(1)], "the sensor may come back")
  }

  @Test func whatTheBoardFileNoLongerAllowsIsLeftAside() throws {
    var kept = ThresholdSettings()
    kept["inlet"] = [.warningHigh: .at(46), .warningLow: .at(6)]
    kept["foreign"] = [.warningHigh: .at(1)]
    let rig = MonitorRig([.sensor(Self.inlet), .sensor(Self.foreign)], kept: kept)
    #expect(try rig.sensor("inlet").thresholds == Self.inlet.thresholds)
    #expect(try rig.sensor("foreign").thresholds == Self.foreign.thresholds)
    #expect(
      kept.complaints(about: [.sensor(Self.inlet), .sensor(Self.foreign)]) == [
        "The changed thresholds of sensor inlet do not fit its board file any more, which counts again: "
          + "warning-high would be 46 celsius; it must not be above critical-high, 45 celsius."
      ])
    _ = rig.give(.setThresholds(sensor: "inlet", [.warningHigh: .at(31)]))
    #expect(rig.thresholds.kept["inlet"] == [.warningHigh: .at(31)])
  }
}
