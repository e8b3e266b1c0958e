import Drivers
import FRU
import TestSupport
import Testing

@Suite struct MachineFactsTests {
  private let root = TemporaryDirectory()
  private var system: SystemFiles { SystemFiles(root: root.path) }

  @Test func theDeviceTreesRootNamesTheMachine() {
    root.write(bytes: Array("acme,sim1u-v2\0acme,sim1u\0".utf8), to: "proc/device-tree/compatible")
    root.write(bytes: Array("Acme Sim 1U\0".utf8), to: "proc/device-tree/model")
    let facts = MachineFacts.read(system)
    #expect(facts.compatible == ["acme,sim1u-v2", "acme,sim1u"])
    #expect(facts.model == "Acme Sim 1U")
    #expect(facts.dmi.isEmpty)
  }

  @Test func theKernelNamesTheMachineBySMBIOS() {
    root.write("Server 1U\n", to: "sys/class/dmi/id/product_name")
    root.write("Default string\n", to: "sys/class/dmi/id/board_version")
    let facts = MachineFacts.read(system)
    #expect(facts.dmi == ["product-name": "Server 1U"])
    #expect(facts.compatible.isEmpty && facts.model == nil)
  }

  @Test func aMachineThatSaysNothingHasNoFacts() {
    #expect(MachineFacts.read(system) == MachineFacts())
    #expect(MachineFacts.fru(bus: 3, address: 0x50, system) == nil)
  }

  @Test func theFRUImageOfAnEEPROMThatTheKernelOwnsIsReadAsFarAsItGoes() {
    // A header, then a product area that begins after 8 bytes.
    var area: [UInt8] = [1, 2, 0, 0xc0, 0xc5] + Array("SIM1U".utf8) + [0xc1, 0, 0, 0, 0]
    area.append(0 &- area.reduce(0, &+))
    let image: [UInt8] = [1, 0, 0, 0, 1, 0, 0, 0xfe] + area
    root.write(
      bytes: image + [UInt8](repeating: 0xff, count: 232), to: "sys/bus/i2c/devices/3-0050/eeprom")
    #expect(MachineFacts.fru(bus: 3, address: 0x50, system)?.product?.name == "SIM1U")
    root.write(bytes: Array(image.dropLast(4)), to: "sys/bus/i2c/devices/12-0051/eeprom")
    #expect(
      MachineFacts.fru(bus: 12, address: 0x51, system)?.problems
        == ["The FRU image's product area goes past the end of the memory."])
  }
}
