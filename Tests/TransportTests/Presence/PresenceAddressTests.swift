import Testing
import Transport

struct PresenceAddressTests {
  @Test(arguments: [
    ("192.0.2.7", "192.0.2.7", 623), ("192.0.2.7:1623", "192.0.2.7", 1623), ("0.0.0.0:0", "0.0.0.0", 0),
    ("[2001:db8::7]", "2001:db8::7", 623), ("[::]:65535", "::", 65535),
  ])
  func addresses(text: String, host: String, port: Int) {
    #expect(PresenceAddress(parsing: text) == PresenceAddress(host: host, port: port))
  }

  @Test(arguments: [
    "", ":623", "localhost", "192.0.2.7:", "192.0.2.7:65536", "::1", "[192.0.2.7]:623", "[::1]x", "udp://[::1]",
  ])
  func whatIsNoAddress(text: String) { #expect(PresenceAddress(parsing: text) == nil) }

  @Test(arguments: ["192.0.2.7:623", "[::1]:1623"])
  func descriptionsCanBeParsedAgain(text: String) { #expect(PresenceAddress(parsing: text)?.description == text) }
}
