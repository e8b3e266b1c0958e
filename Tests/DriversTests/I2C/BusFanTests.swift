import Chips
import Drivers
import LanternTesting
import Model
import TestSupport
import Testing

@Suite struct BusFanTests {
  private func bench(functions: I2CFunctions = FakeBus.plainAdapter) -> BusBench {
    let bench = BusBench(functions: functions) { plan in
      plan.chips = [BusBench.planned("fans", "emc2305", at: 0x2C)]
      plan.fans = [PlannedFan(id: "fan", chip: "fans", output: "pwm1")]
    }
    bench.bus[0x2C] = FakeChip([0x20: [0x40], 0x30: [0xFF], 0x32: [0xAB], 0xFD: [0x34], 0xFE: [0x5D]])
    return bench
  }

  @Test func nothingIsWrittenBeforeAFanIsDriven() {
    let bench = bench()
    #expect(bench.scan() == ["2c wfe r1", "2c wfd r1", "2c w30 r1"])
    #expect(bench.scan() == ["2c w30 r1"])
    #expect(bench.told.now.duties["fan"] == .some(100))
  }

  @Test func aFanIsDrivenWithReadBack() {
    let bench = bench()
    bench.scan()
    bench.bus.clearTrace()
    #expect(bench.perform(.drive(fan: "fan", duty: 40)) == .done)
    // Out of the chip's own control, the duty, and what it took of it.
    #expect(bench.bus.trace.starts(with: ["2c w32 r1", "2c w322b", "2c w3066", "2c w30 r1"]))
    #expect(bench.told.now.duties["fan"] == .some(40))
  }

  @Test func whatTheChipDidNotTakeIsNotBelieved() {
    let bench = bench()
    bench.bus[0x2C]?.readOnly = [0x30]
    bench.scan()
    _ = bench.perform(.drive(fan: "fan", duty: 40))
    #expect(bench.told.now.duties["fan"] == .some(100))
  }

  @Test func theGuardianKnowsFullSpeedBeforeAFanIsDriven() {
    let bench = bench()
    bench.scan()
    _ = bench.perform(.drive(fan: "fan", duty: 40))
    guard case .i2c(let device, let exchanges) = bench.guardian.acts["fan:fan"] else {
      Issue.record("nobody guards the fan")
      return
    }
    #expect(device == bench.root.path + "/dev/i2c-6")
    #expect(exchanges.last?.inWords == "2c w30ff")
  }

  @Test func withoutAGuardianNothingIsDriven() {
    let bench = bench()
    bench.scan()
    bench.guardian.refuse("There is no guardian.")
    bench.bus.clearTrace()
    #expect(bench.perform(.drive(fan: "fan", duty: 40)) == .refused("There is no guardian."))
    #expect(bench.bus.trace.allSatisfy { $0.hasSuffix(" r1") })
  }

  @Test func aFanOfAChipThatIsGoneHasNoDuty() {
    let bench = bench()
    bench.scan()
    bench.bus[0x2C] = nil
    bench.scan()
    #expect(bench.told.now.duties["fan"] == .some(nil))
    guard case .unreachable(let sentence) = bench.perform(.drive(fan: "fan", duty: 40)) else {
      Issue.record("a fan was driven that is not there")
      return
    }
    #expect(sentence.contains("fans (emc2305 at 0x2c)"))
  }

  @Test(arguments: [-1.0, 100.5, .nan])
  func aDutyIsAPercentage(duty: Double) {
    let bench = bench()
    bench.scan()
    guard case .refused = bench.perform(.drive(fan: "fan", duty: duty)) else {
      Issue.record("\(duty) was taken")
      return
    }
  }
}
