import Chips
import Drivers
import LanternTesting
import Model
import TestSupport
import Testing

@Suite struct BusReadingTests {
  private let inlet = BusBench.planned("inlet", "tmp75", at: 0x48, reading: ["temp"])
  private let cpu = BusBench.planned("cpu", "tmp421", at: 0x4C, reading: ["remote1"])

  private func board() -> BusBench {
    let bench = BusBench { $0.chips = [inlet, cpu] }
    bench.bus[0x48] = FakeChip([0: [0x19, 0x80], 1: [0x60]])
    bench.bus[0x4C] = FakeChip([1: [0x32], 0x11: [0x80], 9: [0], 0xFE: [0x55], 0xFF: [0x21]])
    return bench
  }

  @Test func aChipIsIdentifiedOnceAndThenOnlyRead() {
    let bench = board()
    #expect(
      bench.scan() == ["48 w00 r2", "4c wfe r1", "4c wff r1", "4c w01 r1", "4c w11 r1", "4c w09 r1"])
    #expect(bench.scan() == ["48 w00 r2", "4c w01 r1", "4c w11 r1", "4c w09 r1"])
    #expect(bench.told.value("inlet-temp") == 25.5)
    #expect(bench.told.value("cpu-remote1") == 50.5)
    #expect(bench.told.now.status == .working)
  }

  @Test func nothingIsReadBeforeTheIntervalIsOver() {
    let bench = board()
    bench.scan()
    bench.clock.advance(by: .milliseconds(-1))
    #expect(bench.scan() == [])
  }

  @Test func scaleAndOffsetMakeTheBoardsValue() {
    let bench = BusBench { plan in
      var chip = inlet
      chip.readings = [PlannedReading(sensor: "t", channel: "temp", scale: 2, offset: -1)]
      plan.chips = [chip]
    }
    bench.bus[0x48] = FakeChip([0: [0x19, 0x80]])
    bench.scan()
    #expect(bench.told.value("t") == 50)
  }

  @Test func lostArbitrationIsTriedAgainAtOnce() {
    let bench = board()
    bench.scan()
    bench.bus.fail(count: 3, with: .arbitrationLost)
    #expect(bench.scan().prefix(5) == ["48 w00 r2", "48 w00 r2", "48 w00 r2", "48 w00 r2", "4c w01 r1"])
    #expect(bench.told.value("inlet-temp") == 25.5)
    #expect(bench.told.trouble == nil)
  }

  @Test func aChipThatOnceDoesNotAcknowledgeIsUnknownUntilTheNextScan() {
    let bench = board()
    bench.scan()
    bench.bus.fail(with: .noAcknowledge)
    bench.scan()
    #expect(bench.told.now.samples["inlet-temp"]?.quality == .unknown)
    #expect(bench.told.value("inlet-temp") == nil)
    #expect(bench.told.trouble == "chip-missing")
    bench.scan()
    #expect(bench.told.value("inlet-temp") == 25.5)
    #expect(bench.told.trouble == nil)
  }

  @Test func aChipThatIsGoneIsAskedLessAndLessAndIdentifiedWhenItIsBack() {
    let bench = board()
    bench.scan()
    bench.bus[0x4C] = nil
    let asked = (0..<40).filter { _ in bench.scan().contains { $0.hasPrefix("4c") } }
    #expect(asked == [0, 1, 3, 7, 15, 30])
    #expect(bench.told.value("inlet-temp") == 25.5)
    bench.bus[0x4C] = FakeChip([1: [0x33], 0x11: [0], 9: [0], 0xFE: [0x55], 0xFF: [0x21]])
    let traces = (0..<15).map { _ in bench.scan() }
    #expect(traces.contains { $0.contains("4c wfe r1") })
    #expect(bench.told.value("cpu-remote1") == 51)
  }

  @Test func anotherChipAtTheAddressIsNotRead() {
    let bench = board()
    bench.bus[0x4C]?.registers[0xFF] = [0x23]
    #expect(!bench.scan().contains("4c w01 r1"))
    #expect(bench.told.trouble == "wrong-chip")
    #expect(bench.told.value("cpu-remote1") == nil)
  }

  @Test func aChipThatAKernelsDriverHasIsLeftToIt() {
    let bench = board()
    bench.bus.fail(with: .ownedByKernel)
    bench.scan()
    #expect(bench.told.trouble == "owned-by-kernel")
    #expect(bench.told.value("inlet-temp") == nil)
  }

  @Test func anAdapterThatIsNotThereSaysWhatToDo() {
    let bench = BusBench { plan in
      plan.adapter = .number(9)
      plan.chips = [inlet]
    }
    bench.scan()
    guard case .failing("no-adapter", let sentence) = bench.told.now.status else {
      Issue.record("\(String(describing: bench.told.now.status))")
      return
    }
    #expect(sentence.contains("/dev/i2c-9 is not there"))
    #expect(bench.told.now.samples["inlet-temp"]?.quality == .unknown)
  }

  // MARK: Multiplexers

  private func behindASwitch() -> BusBench {
    let bench = BusBench { plan in
      plan.chips = [
        BusBench.planned("a", "tmp75", at: 0x48, through: [MuxHop(address: 0x70, channel: 2)], reading: ["temp"]),
        BusBench.planned("b", "tmp75", at: 0x48, through: [MuxHop(address: 0x70, channel: 3)], reading: ["temp"]),
      ]
    }
    bench.bus[0x48] = FakeChip([0: [0x19, 0x80]])
    bench.bus[0x70] = FakeChip()
    return bench
  }

  @Test func oneChannelIsOpenAtATimeAndNoneAfterwards() {
    #expect(behindASwitch().scan() == ["70 w04", "48 w00 r2", "70 w00", "70 w08", "48 w00 r2", "70 w00"])
  }

  @Test func aChannelThatMayBeOpenIsClosedBeforeAnother() {
    let bench = behindASwitch()
    bench.scan()
    // No answer from the chip and none to the closing: whatever is open, the next way closes it first.
    bench.bus.fail(after: 2, with: .system(5))
    let trace = bench.scan()
    #expect(trace.prefix(4) == ["70 w04", "48 w00 r2", "70 w00", "70 w00"] || trace.last == "70 w00")
    #expect(bench.scan().first == "70 w04")
  }

  @Test func aSwitchThatIsGoneIsNamed() {
    let bench = behindASwitch()
    bench.bus[0x70] = nil
    bench.scan()
    #expect(bench.told.trouble == "mux-missing")
    #expect(bench.told.value("a-temp") == nil)
  }
}
