import Chips
import Drivers
import LanternTesting
import Model
import Testing

@Suite struct StuckBusTests {
  private func board() -> BusBench {
    let bench = BusBench { plan in
      plan.chips = (0..<4).map { BusBench.planned("t\($0)", "tmp75", at: 0x48 + UInt8($0), reading: ["temp"]) }
      plan.fans = [PlannedFan(id: "fan", chip: "fans", output: "pwm1")]
      plan.chips.append(BusBench.planned("fans", "emc2305", at: 0x2C))
    }
    for address in 0x48..<0x4C { bench.bus[UInt8(address)] = FakeChip([0: [0x19, 0x80]]) }
    bench.bus[0x2C] = FakeChip([0x20: [0x40], 0x30: [0xFF], 0x32: [0x2B], 0xFD: [0x34], 0xFE: [0x5D]])
    bench.scan()
    return bench
  }

  @Test func twoChipsThatTimeOutTellThatItIsTheBus() {
    let bench = board()
    bench.bus.isStuck = true
    #expect(bench.scan() == ["48 w00 r2", "49 w00 r2"])
    #expect(bench.told.trouble == "bus-stuck")
    // Also those that were not asked, and how the fan is driven.
    #expect(bench.told.now.samples.values.allSatisfy { $0.quality == .unknown })
    #expect(bench.told.now.duties["fan"] == .some(nil))
  }

  @Test func oneChipThatTimesOutIsNotTheBus() {
    let bench = board()
    bench.bus.fail(with: .timedOut)
    bench.scan()
    #expect(bench.told.trouble == "chip-silent")
    #expect(bench.told.value("t0-temp") == nil)
    #expect(bench.told.value("t1-temp") == 25.5)
  }

  @Test func aStuckBusIsTriedWithOneExchangeEverLater() {
    let bench = board()
    bench.bus.isStuck = true
    bench.scan()
    let busy = (1...130).filter { _ in !bench.scan().isEmpty }
    #expect(busy.count <= 8)
    #expect(busy.count >= 6)
    let gaps = zip(busy, busy.dropFirst()).map { $1 - $0 }
    #expect(gaps == gaps.sorted())
    #expect(gaps.allSatisfy { $0 <= 60 })
  }

  @Test func nothingIsDrivenOnAStuckBus() {
    let bench = board()
    bench.bus.isStuck = true
    bench.scan()
    bench.bus.clearTrace()
    guard case .timedOut = bench.perform(.drive(fan: "fan", duty: 50)) else {
      Issue.record("a fan was driven")
      return
    }
    #expect(bench.bus.trace.count <= 1)
  }

  @Test func whenItIsFreeAgainEverythingIsReadAtOnce() {
    let bench = board()
    bench.bus.isStuck = true
    bench.scan()
    for _ in 0..<10 { bench.scan() }
    bench.bus.isStuck = false
    for _ in 0..<40 where bench.told.trouble != nil { bench.scan() }
    bench.scan()
    #expect(bench.told.trouble == nil)
    #expect((0..<4).allSatisfy { bench.told.value("t\($0)-temp") == 25.5 })
    #expect(bench.told.now.duties["fan"] == .some(100))
  }
}
