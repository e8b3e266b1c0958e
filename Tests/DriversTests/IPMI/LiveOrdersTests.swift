import Glibc
import Model
import Testing

@testable import Drivers

/// What the agent can ask of a BMC beside its power, with the real worker, OpenIPMI's simulator and ipmitool as witness.
@Suite(.serialized) struct LiveOrdersTests {
  @Test func theEventLogHasWhatIpmitoolLists() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    let log = try #require(waitUntil { live.sink.now.log })
    let listed = try live.bmc.ipmitool("sel", "list").split(separator: "\n")
    #expect(listed.count > 0 && live.sink.now.entries.count == listed.count, "\(live.sink.now.entries)")
    #expect(log.count.map(Int.init) == listed.count)
    for (entry, line) in zip(live.sink.now.entries, listed) {
      let number = line.split(separator: "|")[0].drop { $0 == " " }.prefix { $0 != " " }
      #expect(UInt32(number, radix: 16) == entry.record, "\(line)")
    }
  }

  @Test func aCrossedThresholdIsAnEntryWithItsSensorAndBothValues() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    try live.bmc.setReading(1, 96)
    let limit = try #require(live.sink.now.sensors.first { $0.id == "20.0.1" }?.thresholds.criticalHigh)
    let sentence =
      "CPU0 Temp: Upper Critical going high, reading 96 celsius, threshold \(limit.inWords) celsius."
    let entry = waitUntil { live.sink.now.entries.first { $0.message == sentence } }
    #expect(entry?.sensor == "20.0.1" && entry?.severity == .critical, "\(live.sink.now.entries)")
  }

  @Test func clearingTheLogEmptiesItBeforeItIsAnswered() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    try #require(eventually { !live.sink.now.entries.isEmpty })
    #expect(try live.result(of: .clearLog(id: "SEL")) == .done)
    #expect(live.sink.now.entries.isEmpty)
    #expect(try live.bmc.ipmitool("sel", "list").isEmpty)
    try live.bmc.setReading(1, 96)
    #expect(eventually { !live.sink.now.entries.isEmpty }, "what happens then is read")
  }

  @Test func limitsAreWrittenToTheBMCAndReadBack() throws {
    let live = try LiveBMC(try SimulatedBMC())
    let sensor = try #require(try live.complete().sensors.first { $0.id == "20.0.1" })
    #expect(sensor.settableThresholds.contains(.criticalHigh))
    let former = try #require(sensor.thresholds.criticalHigh)
    #expect(try live.result(of: .setThresholds(sensor: "20.0.1", [.criticalHigh: former + 3])) == .done)
    guard case .sensor(let changed)? = live.sink.now.changed.first else {
      Issue.record("nothing changed")
      return
    }
    #expect(
      changed.thresholds.criticalHigh == former + 3 && changed.thresholds.warningHigh == sensor.thresholds.warningHigh)
    let rows = try SensorRow.parse(try live.bmc.ipmitool("sensor"))
    guard case .value(_, _, let shown)? = rows.first(where: { $0.name == sensor.name })?.content else {
      Issue.record("ipmitool does not show it")
      return
    }
    #expect(shown.criticalHigh == former + 3)
    #expect(try live.result(of: .restoreThresholds(sensor: "20.0.1")) == .done)
    guard case .sensor(let restored)? = live.sink.now.changed.last else { return }
    #expect(restored.thresholds == sensor.thresholds)
  }

  @Test func theIdentifyLightReachesTheHook() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    #expect(try live.result(of: .identify(system: System.onlyID, isOn: true)) == .done)
    #expect(eventually { live.bmc.chassisLog.contains { $0.hasPrefix("identify") } }, "\(live.bmc.chassisLog)")
  }

  /// The simulator does not keep the bit that makes the flags valid, so there is nothing to be confirmed.
  @Test func theBootDeviceReachesTheHookAndNothingIsConfirmedThatTheBMCDoesNotConfirm() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    #expect(try live.result(of: .setBoot(system: System.onlyID, .network, once: true)) == .done)
    #expect(live.bmc.chassisLog.contains("boot pxe"), "\(live.bmc.chassisLog)")
    #expect(live.sink.now.boot == BootStatus())
  }
}
