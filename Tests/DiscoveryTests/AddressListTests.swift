import Testing

@testable import Discovery

struct AddressListTests {
  private func list(_ ranges: String...) throws -> AddressList {
    try AddressList(try ranges.map { try AddressRange(parsing: $0) })
  }

  @Test func everyAddressComesOnceAndInOrder() throws {
    let list = try list("::1", "192.0.2.9", "192.0.2.3-5", "192.0.2.4-192.0.2.6", "192.0.2.9", "192.0.2.1-2")
    #expect(list.map(\.description) == [1, 2, 3, 4, 5, 6, 9].map { "192.0.2.\($0)" } + ["::1"])
    #expect(list.count == 8)
    #expect(list.families == [.v4, .v6])
  }

  @Test func aRangeInsideAnotherChangesNothing() throws {
    #expect(try list("192.0.2.1-20", "192.0.2.3-5").count == 20)
  }

  @Test func aSlash16Fits() throws {
    let list = try list("10.1.0.0/16")
    #expect(list.count == 65_534)
    #expect(list.reduce(0) { count, _ in count + 1 } == 65_534)
    #expect(try self.list("2001:db8::/112").count == 65_536)
  }

  @Test(arguments: [
    ["10.0.0.0/15"], ["10.1.0.0/16", "10.2.0.0/30", "10.3.0.1"], ["2001:db8::/111"], ["2001:db8::/112", "192.0.2.1"],
    ["1.0.0.0-223.255.255.255"], ["::1-feff::"],
  ])
  func moreThan65536AreRefused(ranges: [String]) {
    #expect(throws: RangeError.tooMany) { try AddressList(try ranges.map { try AddressRange(parsing: $0) }) }
  }

  @Test func noneIsRefused() { #expect(throws: RangeError.none) { try AddressList([]) } }

  @Test func aFileHasAnyNumberInALineAndComments() throws {
    let text = "# racks\n192.0.2.1-2, 192.0.2.4\t::1 # the fourth\r\n\n192.0.2.9"
    #expect(
      try AddressList(RangeFile.parse(text, name: "hosts")).map(\.description)
        == ["192.0.2.1", "192.0.2.2", "192.0.2.4", "192.0.2.9", "::1"])
  }

  @Test func whatIsWrongInAFileIsToldWithItsLine() {
    let error = #expect(throws: RangeFileError.self) {
      try RangeFile.parse("192.0.2.1\n# fine\nbmc-7 192.0.2.2\n", name: "hosts")
    }
    #expect(error?.line == 3)
    #expect(error?.description.hasPrefix("hosts:3: 'bmc-7' is no address") == true)
  }
}
