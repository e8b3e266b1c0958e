import IPMI
import Testing

@Suite struct BootFlagsTests {
  @Test func validFlagsNameTheDevice() throws {
    let flags = try #require(BootFlags(answer: [1, 5, 0xe0, 0x04, 0, 0, 0]))
    #expect(flags.isValid && flags.isPersistent && flags.isEFI)
    #expect(flags.device == 1)
  }

  @Test func flagsThatAreNotValidStillSayHowTheSystemBoots() throws {
    let flags = try #require(BootFlags(answer: [1, 5, 0x20, 0x08, 0, 0, 0]))
    #expect(!flags.isValid && flags.isEFI)
  }

  @Test func aLockedParameterOrAnotherOneIsNone() {
    #expect(BootFlags(answer: [1, 0x85, 0xe0, 0x04, 0, 0, 0]) == nil)
    #expect(BootFlags(answer: [1, 3, 0xe0, 0x04, 0, 0, 0]) == nil)
    #expect(BootFlags(answer: [1, 5, 0xe0]) == nil)
  }

  @Test func aChoiceForOnceIsValidAndNotPersistent() throws {
    let flags = try #require(BootFlags(answer: [1, 5, 0x00, 0x00, 0, 0, 0]))
    #expect(flags.choosing(1, once: true).data == [5, 0x80, 0x04, 0, 0, 0])
    #expect(flags.choosing(15, once: false).data == [5, 0xc0, 0x3c, 0, 0, 0])
  }

  @Test func theMannerOfBootingIsKeptAndNothingElseIs() throws {
    // Clear the firmware's settings, lock the keyboard.
    let flags = try #require(BootFlags(answer: [1, 5, 0xa0, 0xc4, 0xff, 0xff, 0xff]))
    #expect(flags.choosing(2, once: true).data == [5, 0xa0, 0x08, 0, 0, 0])
  }

  @Test func takingAChoiceBackMakesTheFlagsInvalid() throws {
    let flags = try #require(BootFlags(answer: [1, 5, 0xe0, 0x04, 0, 0, 0]))
    #expect(flags.choosing(nil, once: false).data == [5, 0x20, 0, 0, 0, 0])
  }
}
