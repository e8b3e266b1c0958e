import IPMI
import IPMIWire
import Testing

@Suite struct FirmwareComponentsTests {
  @Test func theMaskListsTheComponents() {
    #expect(FirmwareComponents.present([0, 0, 0x3f, 1, 1, 1, 1, 0b0000_0101]) == [0, 2])
    #expect(FirmwareComponents.present([0, 0, 0x3f]) == [])
  }

  @Test func versionsAreReadWithAndWithoutAuxiliaryBytes() {
    #expect(
      FirmwareComponents.version([0, 0x82, 0x15, 1, 2, 3, 4])
        == ComponentRecord.Version(major: 2, minor: 0x15, auxiliary: [1, 2, 3, 4]))
    #expect(FirmwareComponents.version([0, 2, 0x15]) == ComponentRecord.Version(major: 2, minor: 0x15))
    #expect(FirmwareComponents.version([0]) == nil)
  }

  @Test func descriptionsEndAtTheFirstZero() {
    #expect(FirmwareComponents.name([0] + Array("BIOS".utf8) + [0, 0x41]) == "BIOS")
  }

  @Test func answersOfOtherGroupsAreNone() {
    #expect(FirmwareComponents.version([0xdc, 2, 0x15]) == nil)
    #expect(FirmwareComponents.name([0xdc, 0x41]) == nil)
  }
}
