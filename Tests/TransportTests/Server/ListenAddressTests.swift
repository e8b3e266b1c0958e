import Testing
import Transport

struct ListenAddressTests {
  @Test(arguments: [
    ("http://127.0.0.1:8623", "127.0.0.1", 8623), ("http://[::1]:8623", "::1", 8623),
    ("HTTP://127.0.0.1:0/", "127.0.0.1", 0),
    ("http://192.0.2.7", "192.0.2.7", 623), ("http://[2001:db8::7]", "2001:db8::7", 623),
    ("http://[0:0::0001]:65535", "::1", 65535),
  ])
  func addresses(text: String, host: String, port: Int) throws {
    #expect(try ListenAddress(parsing: text) == ListenAddress(host: host, port: port))
  }

  @Test(arguments: ["http://127.0.0.1:8623", "http://[::1]:8623", "https://127.0.0.1:664", "https://[::1]:1"])
  func descriptionsCanBeParsedAgain(text: String) throws {
    #expect(try ListenAddress(parsing: text).description == text)
  }

  @Test(arguments: [
    "", "127.0.0.1:623", "ftp://127.0.0.1", "http://", "http://:623", "http://127.0.0.1:", "http://127.0.0.1:65536",
    "http://127.0.0.1:-1", "http://127.0.0.1:+1", "http://127.0.0.1:623/wsman", "http://::1:623",
    "http://[127.0.0.1]:1",
    "http://[::1", "http://[::1]x", "http://user@127.0.0.1",
  ])
  func whatIsNoAddress(text: String) {
    #expect(throws: ListenAddressError.self) { try ListenAddress(parsing: text) }
  }

  @Test func namesAreRefusedWithAReason() {
    #expect(throws: ListenAddressError.notAnIPAddress("http://localhost:623")) {
      try ListenAddress(parsing: "http://localhost:623")
    }
  }

  @Test(arguments: ["http://0.0.0.0:623", "https://[::]", "https://[0:0::0]:664", "https://[::ffff:0.0.0.0]"])
  func everyAddressAtOnceIsRefused(text: String) {
    #expect(throws: ListenAddressError.everyAddress(text)) { try ListenAddress(parsing: text) }
  }

  @Test func anAddressAloneIsHTTPSOnBothPorts() throws {
    #expect(
      try ListenAddress.secure(at: "192.0.2.7")?.map(\.description) == [
        "https://192.0.2.7:664", "https://192.0.2.7:5986",
      ])
    #expect(try ListenAddress.secure(at: "0::1")?.map(\.description) == ["https://[::1]:664", "https://[::1]:5986"])
    #expect(throws: ListenAddressError.everyAddress("::")) { try ListenAddress.secure(at: "::") }
    for text in ["", "192.0.2", "192.0.2.7:664", "[::1]", "localhost", "192.0.2.0/24"] {
      #expect(try ListenAddress.secure(at: text) == nil)
    }
  }

  @Test func httpsHasItsOwnPort() throws {
    #expect(
      try ListenAddress(parsing: "https://192.0.2.7") == ListenAddress(host: "192.0.2.7", port: 664, usesTLS: true))
    #expect(
      try ListenAddress(parsing: "HTTPS://[::1]:8624") == ListenAddress(host: "::1", port: 8624, usesTLS: true))
  }
}
