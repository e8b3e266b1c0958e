import Testing

@testable import Transport

/// What counts as one client.
struct ClientNetworkTests {
  @Test(arguments: [
    ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:db8:1:2::1", "2001:db8:1:2::/64"), ("2001:db8:1:3::1", "2001:db8:1:3::/64"), ("::1", "0:0:0:0::/64"),
    ("fe80::1", "fe80::1"), ("", ""), ("not an address", "not an address"), ("a:b", "a:b"),
  ])
  func network(address: String, network: String) {
    #expect(ClientNetwork.of(address) == network)
  }
}
