import Chips
import Model
import Testing

@Suite("What a reader remembers of its chip")
struct RememberedTests {
  private func newReader(page: UInt8? = nil) -> ChipReader {
    var chip = ChipDescription(name: "supply")
    let register = Register([0x8B], count: 2, page: page, isLittleEndian: true, isCommand: true)
    let volts = Measurement(register, Conversion(form: .linear16))
    chip.channels = [Channel(name: "volts", kind: .voltage, source: .measurement(volts))]
    return ChipReader(chip, address: 0x58)
  }

  private func newBus() -> FakeBus {
    let bus = FakeBus()
    bus.registers = [0x20: [0x17], 0x8B: [0x00, 0x18]]
    return bus
  }

  @Test("VOUT_MODE is asked for once, and again after it was to be forgotten")
  func voltageMode() throws {
    let bus = newBus()
    var reader = newReader()
    #expect(try reader.read(0, on: bus).value == .number(12))
    #expect(try reader.read(0, on: bus).value == .number(12))
    #expect(bus.trace == ["58 w 8b r 2", "58 w 20 r 1", "58 w 8b r 2"])
    bus.registers[0x20] = [0x18]
    reader.forget()
    #expect(try reader.read(0, on: bus).value == .number(24))
  }

  @Test("the page is selected each time")
  func page() throws {
    let bus = newBus()
    bus.pages[1] = [0x8B: [0x00, 0x0A]]
    var reader = newReader(page: 1)
    #expect(try reader.read(0, on: bus).value == .number(5))
    #expect(try reader.read(0, on: bus).value == .number(5))
    #expect(bus.trace == ["58 w 00 01", "58 w 8b r 2", "58 w 00 01", "58 w 20 r 1", "58 w 00 01", "58 w 8b r 2"])
  }
}
