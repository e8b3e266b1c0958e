import NIOCore
import NIOEmbedded
import Testing

@testable import Transport

/// What only shows without a socket in between.
struct HTTPConnectionTests {
  private func channel() throws -> EmbeddedChannel {
    let loop = EmbeddedEventLoop()
    let limits = TransportLimits()
    let service = TestService()
    let authenticator = Authenticator(
      randomBytes: Array(0..<48), nonceLifetime: .minutes(30), noncesInUse: 8)
    let core = ServerCore(
      eventLoop: loop, limits: limits, service: service,
      gatekeeper: Gatekeeper(
        service: service, credentials: FixedAccounts(), limits: limits, authenticator: authenticator),
      identity: nil, allowsBasicOverHTTP: false, onFailedLogin: { _, _ in })
    let channel = EmbeddedChannel(loop: loop)
    try channel.pipeline.syncOperations.addHandler(HTTPConnection(server: core, peer: "10.0.0.1", usesTLS: false))
    return channel
  }

  @Test func anAnswerIsOneWrite() throws {
    let channel = try channel()
    try channel.writeInbound(ByteBuffer(string: post("/open", "hello")))
    let answer = try #require(try channel.readOutbound(as: ByteBuffer.self))
    #expect(String(buffer: answer).hasSuffix("\r\n\r\nhello"))
    #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
    _ = try channel.finish(acceptAlreadyClosed: true)
  }

  @Test func bytesOneByOneAreTheSameRequest() throws {
    let channel = try channel()
    for byte in post("/open", "hello").utf8 { try channel.writeInbound(ByteBuffer(bytes: [byte])) }
    let answer = try #require(try channel.readOutbound(as: ByteBuffer.self))
    #expect(String(buffer: answer).hasSuffix("\r\n\r\nhello"))
    _ = try channel.finish(acceptAlreadyClosed: true)
  }

  @Test func whatPilesUpBehindARequestIsBounded() throws {
    let channel = try channel()
    try channel.writeInbound(ByteBuffer(string: post("/later")))
    for _ in 0..<2000 where channel.isActive { try channel.writeInbound(ByteBuffer(string: post("/open"))) }
    #expect(!channel.isActive)
    _ = try channel.finish(acceptAlreadyClosed: true)
  }
}
