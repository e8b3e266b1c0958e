import NIOCore
import NIOEmbedded
import NIOHTTP1

/// Requests as llhttp reads them. Two servers in a row that read the same bytes as different requests can be played off
/// against each other, so what one of them takes the other must have read alike.
enum SecondReader {
  struct Request: Equatable {
    var method: String
    var target: String
    var body: [UInt8]
  }

  /// Every complete request up to the first mistake, and whether llhttp went no further than that for reasons of its
  /// own: a method that is not on its list, though any word can be one; an offer of another protocol, though nobody has
  /// to take it; white space between the extensions of a chunk, though it is allowed.
  static func requests(in bytes: [UInt8]) -> (read: [Request], stopsEarly: Bool) {
    let collector = Collector()
    let channel = EmbeddedChannel()
    defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
    do {
      try channel.pipeline.syncOperations.addHandlers(
        ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)), collector)
      try channel.writeInbound(ByteBuffer(bytes: bytes))
    } catch {
      // What was read before it counts.
    }
    return (collector.requests, collector.stopsEarly)
  }

  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    var requests: [Request] = []
    var stopsEarly = false
    private var current: Request?

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      switch error {
      case HTTPParserError.invalidMethod, HTTPParserError.invalidChunkSize, HTTPParserError.strictModeAssertion:
        stopsEarly = true
      default: break
      }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        if head.headers.contains(name: "upgrade") || head.method == .CONNECT { stopsEarly = true }
        current = Request(method: head.method.rawValue, target: head.uri, body: [])
      case .body(let bytes): current?.body += Array(bytes.readableBytesView)
      case .end:
        if let current { requests.append(current) }
        current = nil
      }
    }
  }
}
