import NIOCore

/// The only handler of a connection beyond the limit: says so, and closes.
final class BusySignal: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let usesTLS: Bool
  private let lingerTime: TimeAmount

  init(usesTLS: Bool, lingerTime: TimeAmount) {
    self.usesTLS = usesTLS
    self.lingerTime = lingerTime
  }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(usesTLS ? Self.alert : Self.answer)).whenComplete { _ in
      channel.close(mode: .output, promise: nil)
    }
    // Reading what the client sends meanwhile keeps the answer from being lost to a reset.
    context.eventLoop.scheduleTask(in: lingerTime) { channel.close(promise: nil) }
  }

  private static let answer: ByteBuffer = {
    var reply = Reply(.serviceUnavailable)
    reply.connection = .close
    var encoder = ReplyEncoder()
    return encoder.encode(reply)
  }()

  /// A fatal `internal_error` alert (RFC 8446, section 6): there is none for "busy", and a handshake, only to say so in
  /// HTTP, would cost more than serving the client.
  private static let alert = ByteBuffer(bytes: [21, 3, 1, 0, 2, 2, 80])

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
