import LanternTesting
import Model
import Testing

@testable import Engine

/// Limits that the hardware keeps and compares with: changed there, and shown as it reads them back.
struct HardwareLimitTests {
  private static func inlet(_ thresholds: Thresholds) -> Sensor {
    var sensor = sampleSettableSensor("inlet", thresholds: thresholds)
    sensor.limitsAreInHardware = true
    return sensor
  }

  private static let before = Thresholds(warningHigh: 40, criticalHigh: 45)

  private let rig = MonitorRig([.system(sampleSystem())])

  init() {
    rig.report(.inventory([.sensor(Self.inlet(Self.before))]))
    rig.sample(SensorSample(sensor: "inlet", quality: .good, value: 24, state: .normal))
  }

  private func set(_ changes: [Threshold: ThresholdSetting]) -> MonitorRig.Reply {
    rig.give(.setThresholds(sensor: "inlet", changes))
  }

  @Test func aChangeIsMadeInTheHardwareAndShownAsItReadsItBack() throws {
    rig.source.hold()
    let reply = set([.warningHigh: .at(41.3)])
    #expect(rig.source.actions == [.setThresholds(sensor: "inlet", [.warningHigh: 41.3])])
    #expect(try rig.sensor("inlet").thresholds == Self.before)
    // Its steps are whole degrees.
    rig.report(.changed([.sensor(Self.inlet(Thresholds(warningHigh: 41, criticalHigh: 45)))]))
    rig.source.release()
    rig.settle()
    #expect(reply.outcome == .accepted)
    #expect(try rig.sensor("inlet").thresholds.warningHigh == 41)
    #expect(try rig.sensor("inlet").reading == 24, "its reading stays")
    #expect(rig.audit.records.last?.after == "warning-high=41 critical-high=45")
    #expect(
      rig.events.kinds.last
        == .thresholdsChanged(id: "inlet", name: "Sensor inlet", to: "warning-high=41 critical-high=45"))
  }

  @Test func itIsKeptInTheHardwareOnly() {
    #expect(set([.warningHigh: .at(41)]).outcome == .accepted)
    #expect(rig.thresholds.kept == ThresholdSettings())
  }

  @Test func whatWasKeptForItBeforeDoesNotCount() throws {
    var kept = ThresholdSettings()
    kept["inlet"] = [.warningHigh: .at(30)]
    let rig = MonitorRig([.system(sampleSystem())], kept: kept)
    rig.report(.inventory([.sensor(Self.inlet(Self.before))]))
    #expect(try rig.sensor("inlet").thresholds == Self.before)
  }

  @Test func aLimitInTheHardwareCannotBeSwitchedOff() {
    #expect(
      set([.warningHigh: .off]).outcome
        == .refused("The hardware compares with these limits and cannot switch one off: give it a value."))
    #expect(rig.source.actions == [])
  }

  @Test func limitsAreCheckedBeforeTheHardwareIsAsked() {
    #expect(
      set([.warningHigh: .at(46)]).outcome
        == .invalidThresholds(
          .outOfOrder(lower: .warningHigh, limit: 46, upper: .criticalHigh, upperLimit: 45)))
    #expect(set([.fatalHigh: .at(90)]).outcome == .unsupported)
    #expect(set([.warningHigh: .at(40)]).outcome == .alreadySatisfied)
    #expect(rig.source.actions == [])
  }

  @Test func restoringIsForTheHardware() throws {
    rig.source.hold()
    let reply = rig.give(.restoreThresholds(sensor: "inlet"))
    #expect(rig.source.actions == [.restoreThresholds(sensor: "inlet")])
    #expect(set([.warningHigh: .at(41)]).outcome == .busy)
    rig.source.release()
    rig.settle()
    #expect(reply.outcome == .accepted)
  }

  @Test func aRefusalOfTheHardwareIsTold() {
    rig.source.answer(.refused("completion code D4h"))
    #expect(set([.warningHigh: .at(41)]).outcome == .failed("completion code D4h"))
    #expect(rig.events.kinds.allSatisfy { if case .thresholdsChanged = $0 { false } else { true } })
  }

  @Test func theSourceThatNamedTheSensorIsAsked() {
    rig.report(.inventory([]))
    rig.report(.inventory([.sensor(Self.inlet(Self.before))]), from: "elsewhere")
    #expect(set([.warningHigh: .at(41)]).outcome == .unreachable("there is no source named elsewhere"))
    #expect(rig.source.actions == [])
  }
}
