import Testing

@testable import Discovery

struct AddressRangeTests {
  @Test(arguments: [
    ("192.0.2.7", "192.0.2.7", "192.0.2.7"),
    ("192.0.2.1-192.0.2.40", "192.0.2.1", "192.0.2.40"),
    ("192.0.2.250-192.0.3.5", "192.0.2.250", "192.0.3.5"),
    ("192.0.2.1-40", "192.0.2.1", "192.0.2.40"),
    ("192.0.2.7-7", "192.0.2.7", "192.0.2.7"),
    ("192.0.2.0/24", "192.0.2.1", "192.0.2.254"),
    ("192.0.2.77/24", "192.0.2.1", "192.0.2.254"),
    ("127.0.0.0/29", "127.0.0.1", "127.0.0.6"),
    ("192.0.2.4/30", "192.0.2.5", "192.0.2.6"),
    ("192.0.2.4/31", "192.0.2.4", "192.0.2.5"),
    ("192.0.2.4/32", "192.0.2.4", "192.0.2.4"),
    ("2001:db8::7", "2001:db8::7", "2001:db8::7"),
    ("2001:DB8::fffe-2001:db8::1:1", "2001:db8::fffe", "2001:db8::1:1"),
    ("2001:db8::/126", "2001:db8::", "2001:db8::3"),
    ("2001:db8::/64", "2001:db8::", "2001:db8::ffff:ffff:ffff:ffff"),
    ("2001:db8::9/128", "2001:db8::9", "2001:db8::9"),
    ("::ffff:192.0.2.7", "::ffff:192.0.2.7", "::ffff:192.0.2.7"),
  ])
  func ranges(text: String, first: String, last: String) throws {
    let range = try AddressRange(parsing: text)
    #expect([range.first.description, range.last.description] == [first, last])
  }

  @Test(arguments: [
    "", "-", "/", "bmc.example", "192.0.2", "192.0.2.256", "192.0.2.07", "192.0.2.7 ", "192.0.2.0/", "192.0.2.0/x",
    "192.0.2.0/-1", "192.0.2.0/+8", "192.0.2.0/1000", "192.0.2.1-", "192.0.2.1-256", "192.0.2.1-2-3", "-192.0.2.1",
    "192.0.2.0/24/8", "[2001:db8::1]", "fe80::1%eth0", "2001:db8::1-5x", "2001:db8::/", "192.0.2.1:623",
    "192.0.2.1-１",
  ])
  func whatIsNoRange(text: String) {
    #expect(throws: RangeError.notARange(text)) { try AddressRange(parsing: text) }
  }

  @Test func errorsSayWhatToDo() {
    #expect(throws: RangeError.prefixTooLong("192.0.2.0/33", limit: 32)) { try AddressRange(parsing: "192.0.2.0/33") }
    #expect(throws: RangeError.prefixTooLong("::1/129", limit: 128)) { try AddressRange(parsing: "::1/129") }
    #expect(throws: RangeError.backwards("192.0.2.9-192.0.2.1")) { try AddressRange(parsing: "192.0.2.9-192.0.2.1") }
    #expect(throws: RangeError.backwards("192.0.2.9-1")) { try AddressRange(parsing: "192.0.2.9-1") }
    #expect(throws: RangeError.twoFamilies("192.0.2.9-::1")) { try AddressRange(parsing: "192.0.2.9-::1") }
    #expect(RangeError.notARange("bmc").description.hasPrefix("'bmc' is no address, range or block. Write 192.0.2.7, "))
  }

  @Test(arguments: [
    "0.0.0.0", "0.0.0.0/0", "224.0.0.1", "255.255.255.255", "223.255.255.0-224.0.0.1", "::", "::/0", "ff02::1",
  ])
  func addressesOfNoSingleMachineAreRefused(text: String) {
    #expect(throws: RangeError.noMachine(text)) { try AddressRange(parsing: text) }
  }
}
