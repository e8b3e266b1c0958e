import Boards
import Chips
import Documents
import TestSupport
import Testing

@Suite("Readings of the chips that come with Lantern, while the bus fails")
struct DisturbedReadingTests {
  static let paths = ChipLibrary(dataDirectories: [Repository.root]).paths

  private func chip(_ path: String) throws -> ChipDescription {
    let diagnostics = Diagnostics()
    let file = try #require(ChipFile(path, diagnostics))
    return try #require(file.chip(named: file.names[0], diagnostics))
  }

  private func newReader(_ chip: ChipDescription) -> ChipReader {
    let parameters = Dictionary(uniqueKeysWithValues: chip.parameters.map { ($0.name, $0.standard ?? 1) })
    return ChipReader(chip, address: 0x40, parameters: parameters)
  }

  private func newBus() -> FakeBus {
    let bus = FakeBus()
    bus.registers[0x30] = [1, 0, 0, 0, 0]
    for command: UInt8 in [0x86, 0x87] { bus.registers[command] = [1, 0, 0, 1, 0, 0] }
    return bus
  }

  @Test(
    "throw what the bus threw, and the next one is that of a fresh reader", arguments: paths,
    [I2CError.arbitrationLost, .timedOut, .badChecksum, .noAcknowledge])
  func faults(path: String, fault: I2CError) throws {
    let chip = try chip(path)
    for channel in chip.channels.indices {
      let undisturbed = newBus()
      var fresh = newReader(chip)
      let expected = try fresh.read(channel, on: undisturbed)
      for exchange in undisturbed.trace.indices {
        let bus = newBus()
        bus.faults[exchange] = fault
        var reader = newReader(chip)
        let place = "\(chip.channels[channel].name), exchange \(exchange)"
        #expect(throws: ChipError.bus(fault), "\(place)") { try reader.read(channel, on: bus) }
        #expect(try reader.read(channel, on: bus) == expected, "\(place)")
      }
    }
  }

  @Test("write nothing but pages", arguments: paths)
  func writes(path: String) throws {
    let chip = try chip(path)
    for channel in chip.channels.indices {
      let bus = newBus()
      var reader = newReader(chip)
      _ = try reader.read(channel, on: bus)
      #expect(bus.writes.allSatisfy { $0.count == 2 && $0[0] == 0 }, "\(chip.channels[channel].name)")
    }
  }
}
