import Testing

@testable import IPMIWire

@Suite struct WireReaderTests {
  @Test func textMustBeUTF8AndNotTooLong() {
    var reader = WireReader([2, 0, 0xc3, 0x28])
    #expect(throws: WireError.invalidText) { try reader.text() }
    reader = WireReader([1, 4] + Array(repeating: 0x61, count: 1025))
    #expect(throws: WireError.invalidText) { try reader.text() }
  }

  @Test func textThatIsTooLongIsCutBetweenCharactersWhenWritten() throws {
    var writer = WireWriter()
    writer.text(String(repeating: "é", count: 600))
    var reader = WireReader(writer.bytes)
    #expect(try reader.text() == String(repeating: "é", count: 512))
    try reader.finish()
    writer = WireWriter()
    writer.text("x" + String(repeating: "é", count: 600))
    reader = WireReader(writer.bytes)
    #expect(try reader.text() == "x" + String(repeating: "é", count: 511))
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan]) func realsMustBeFinite(value: Double) {
    var writer = WireWriter()
    writer.real(value)
    var reader = WireReader(writer.bytes)
    #expect(throws: WireError.notFinite) { try reader.real() }
  }

  @Test func flagsAndChoicesAreClosed() {
    var reader = WireReader([2])
    #expect(throws: WireError.invalidValue) { try reader.bool() }
    reader = WireReader([9])
    #expect(throws: WireError.invalidValue) { try reader.choice(of: Reading.Status.self) }
  }

  @Test func aCountBeyondTheFrameIsRefusedBeforeAnythingIsKept() {
    var reader = WireReader([0xff, 0xff, 0])
    #expect(throws: WireError.truncated) {
      try reader.list { (reader) throws(WireError) in try reader.uint8() }
    }
  }

  @Test func integersAreLittleEndian() throws {
    var reader = WireReader([1, 2, 3, 4, 5, 6, 7, 8, 0xff, 0xfe, 0xff])
    #expect(try reader.uint64() == 0x0807_0605_0403_0201)
    #expect(try reader.int8() == -1)
    #expect(try reader.int16() == -2)
  }
}
