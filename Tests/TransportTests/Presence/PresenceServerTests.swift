import NIOCore
import NIOPosix
import RMCP
import Testing
import Transport

/// Pings over real sockets on loopback.
struct PresenceServerTests {
  private static let ping = PresencePing(tag: 3).datagram

  private func withServer(_ listen: [String], _ body: (PresenceServer, [PresenceAddress]) throws -> Void) throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let server = PresenceServer(eventLoop: group.next())
    for text in listen { try server.start(try #require(PresenceAddress(parsing: text))) }
    defer {
      server.shutdown()
      try? group.syncShutdownGracefully()
    }
    try body(server, server.boundAddresses)
  }

  @Test(arguments: ["127.0.0.1:0", "[::1]:0"])
  func aPingIsAnswered(listen: String) throws {
    try withServer([listen]) { _, addresses in
      let client = try DatagramSocket(to: addresses[0])
      client.send(Self.ping)
      #expect(client.receive() == PresencePong(tag: 3, interactions: .dash).datagram)
    }
  }

  @Test func everyAddressAnswers() throws {
    try withServer(["127.0.0.1:0", "[::1]:0"]) { _, addresses in
      #expect(addresses.map(\.host) == ["127.0.0.1", "::1"])
      for address in addresses {
        let client = try DatagramSocket(to: address)
        client.send(Self.ping)
        #expect(client.receive() != nil)
      }
    }
  }

  /// What comes back is the answer to the ping behind them, and nothing before it.
  @Test func hostileDatagramsAreDroppedAndThePingBehindThemIsAnswered() throws {
    try withServer(["127.0.0.1:0"]) { _, addresses in
      let client = try DatagramSocket(to: addresses[0])
      client.send([])
      client.send([UInt8](repeating: 0x06, count: 65_000))
      client.send(Self.ping + [0])
      // Cut off at the size of the largest message this would look whole.
      client.send(Array(Self.ping.dropLast()) + [255] + [UInt8](repeating: 0, count: 300))
      for length in 0..<Self.ping.count { client.send(Array(Self.ping.prefix(length))) }
      client.send(PresencePing(tag: 9).datagram)
      #expect(client.receive()?[9] == 9)
    }
  }

  @Test func aSenderThatAsksTooOftenIsNotAnswered() throws {
    try withServer(["127.0.0.1:0"]) { _, addresses in
      let client = try DatagramSocket(to: addresses[0])
      for _ in 0..<100 { client.send(Self.ping) }
      for _ in 0..<8 { #expect(client.receive() != nil) }
      // Other addresses of loopback are other senders: their answer follows what was dropped.
      let other = try DatagramSocket(to: addresses[0], from: "127.0.0.2")
      other.send(Self.ping)
      #expect(other.receive() != nil)
      #expect(client.waiting() < 92)
    }
  }

  @Test func anAddressInUseIsRefusedWithASentence() throws {
    try withServer(["127.0.0.1:0"]) { server, addresses in
      let error = #expect(throws: PresenceError.self) { try server.start(addresses[0]) }
      #expect(error?.address == addresses[0])
      #expect(error?.description.hasPrefix("Cannot answer presence pings on \(addresses[0]): ") == true)
    }
  }

  @Test func afterShutdownThePortIsFree() throws {
    try withServer(["127.0.0.1:0"]) { server, addresses in
      server.shutdown()
      #expect(server.boundAddresses == [])
      try server.start(addresses[0])
    }
  }
}
