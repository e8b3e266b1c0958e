import Chips
import Testing

@Suite("Lines of expanders")
struct LineTests {
  private let reader: ChipReader = {
    var chip = ChipDescription(name: "expander")
    chip.lines = [
      ChipLine(name: "reset", bit: 2, input: 0, output: 1, direction: 3),
      ChipLine(name: "present", bit: 7, input: 0),
    ]
    return ChipReader(chip, address: 0x20)
  }()

  private func newBus() -> FakeBus {
    let bus = FakeBus()
    bus.registers = [0: [0x80], 1: [0xFB], 3: [0xFF]]
    return bus
  }

  @Test("get their level before they become outputs, and the others stay as they are")
  func latchFirst() throws {
    let bus = newBus()
    try reader.setLine(0, true, on: bus)
    #expect(bus.trace == ["20 w 01 r 1", "20 w 01 ff", "20 w 03 r 1", "20 w 03 fb"])
  }

  @Test("are not made outputs while their level could not be set")
  func latchFails() {
    for exchange in 0...1 {
      let bus = newBus()
      bus.faults[exchange] = .noAcknowledge
      #expect(throws: ChipError.bus(.noAcknowledge)) { try reader.setLine(0, true, on: bus) }
      #expect(bus.writes.isEmpty)
    }
  }

  @Test("that are so already are not written again")
  func already() throws {
    let bus = newBus()
    try reader.setLine(0, false, on: bus)
    try reader.setLine(0, false, on: bus)
    #expect(bus.writes == [[3, 0xFB]])
  }

  @Test("that only read cannot be set, and nothing is sent")
  func readOnly() throws {
    let bus = newBus()
    #expect(throws: ChipError.notPossible("The line present can only be read.")) {
      try reader.setLine(1, true, on: bus)
    }
    #expect(bus.trace.isEmpty)
    #expect(try reader.line(1, on: bus))
    #expect(try !reader.line(0, on: bus))
  }
}
