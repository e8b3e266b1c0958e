import Testing

@testable import Certificates

@Suite struct SubjectNamesTests {
  private func names(_ texts: String...) -> SubjectNames {
    var names = SubjectNames()
    for text in texts { names.add(text) }
    return names
  }

  @Test func namesAndAddressesAreToldApart() {
    let all = names("bmc1.Example.com", "192.0.2.7", "2001:DB8:0::7", "localhost", "LOCALHOST", "192.0.2.7")
    #expect(all.names == ["bmc1.example.com", "localhost"])
    #expect(all.addresses == ["192.0.2.7", "2001:db8::7"])
  }

  @Test(arguments: [
    "", "a b", "-a", "a..b", ".a", "a.", "*", "a.*.b", "ä", "a/b", "1.2.3.4:5", "[::1]",
    String(repeating: "x", count: 64), String(repeating: "x.", count: 127) + "xx",
  ])
  func whatIsNoName(text: String) {
    var all = SubjectNames()
    let isAdded = all.add(text)
    #expect(!isAdded)
    #expect(all.isEmpty)
  }

  @Test func thereIsALimit() {
    var all = SubjectNames()
    for number in 0...SubjectNames.limit {
      let isAdded = all.add("host\(number)")
      #expect(isAdded == (number < SubjectNames.limit))
    }
    #expect(all.all.count == SubjectNames.limit)
  }

  @Test func aWildcardStandsForOneLabel() {
    let have = names("*.example.com", "192.0.2.7")
    #expect(names("bmc1.example.com", "192.0.2.7").missing(from: have) == [])
    #expect(
      names("example.com", "a.b.example.com", "bmc1.example.org", "192.0.2.8").missing(from: have)
        == ["example.com", "a.b.example.com", "bmc1.example.org", "192.0.2.8"])
  }

  @Test(arguments: [
    ("https://192.0.2.7:664", ["192.0.2.7"]), ("https://[2001:db8::7]:664", ["2001:db8::7"]),
    ("https://0.0.0.0:664", []), ("https://[::]:664", []), ("https://127.0.0.1:664", []), ("https://[::1]:664", []),
    ("nonsense", []),
  ])
  func listenersCountWhenClientsCanReachThem(url: String, addresses: [String]) {
    var all = SubjectNames()
    all.add(listener: url)
    #expect(all.all == addresses)
  }

  @Test func thisMachineHasNames() {
    let local = HostNames.local()
    #expect(local.names.contains("localhost"))
    #expect(local.addresses.starts(with: ["127.0.0.1", "::1"]))
    #expect(local.missing(from: HostNames.all()) == [])
  }
}
