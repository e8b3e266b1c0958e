import NIOCore

/// The only handler of a connection beyond the limit: says so, and closes.
final class BusySignal: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let lingerTime: TimeAmount

  init(lingerTime: TimeAmount) { self.lingerTime = lingerTime }

  func channelActive(context: ChannelHandlerContext) {
    var reply = Reply(.serviceUnavailable)
    reply.connection = .close
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(reply.encode(channel.allocator))).whenComplete { _ in
      channel.close(mode: .output, promise: nil)
    }
    // Reading what the client sends meanwhile keeps the answer from being lost to a reset.
    context.eventLoop.scheduleTask(in: lingerTime) { channel.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
