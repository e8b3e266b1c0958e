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

  /// Every complete request up to the first mistake, and whether that was a method it has never heard of: any word can
  /// be one, but llhttp has a list.
  static func requests(in bytes: [UInt8]) -> (read: [Request], stopsAtMethod: Bool) {
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
    return (collector.requests, collector.stopsAtMethod)
  }

  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    var requests: [Request] = []
    var stopsAtMethod = false
    private var current: Request?

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      if case HTTPParserError.invalidMethod = error { stopsAtMethod = true }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): current = Request(method: head.method.rawValue, target: head.uri, body: [])
      case .body(let bytes): current?.body += Array(bytes.readableBytesView)
      case .end:
        if let current { requests.append(current) }
        current = nil
      }
    }
  }
}
