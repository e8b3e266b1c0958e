import NIOCore
import RMCP

/// Answers the presence pings that come in on one UDP socket. What is malformed, and what is too much, is dropped
/// without a word: a log that everybody can fill would be the larger harm.
final class PresenceResponder: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = AddressedEnvelope<ByteBuffer>

  private let limiter: NIOLoopBoundBox<PresenceLimiter>

  /// `limiter` is shared by all sockets.
  init(_ limiter: NIOLoopBoundBox<PresenceLimiter>) { self.limiter = limiter }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    guard envelope.data.readableBytes <= ASFMessage.maximumSize else { return }
    let answers = PresenceService.answers(to: Array(envelope.data.readableBytesView))
    guard !answers.isEmpty, let address = envelope.remoteAddress.ipAddress, context.channel.isWritable,
      limiter.value.allows(address, at: context.eventLoop.now)
    else { return }
    for answer in answers {
      let reply = AddressedEnvelope(
        remoteAddress: envelope.remoteAddress, data: context.channel.allocator.buffer(bytes: answer))
      context.write(wrapOutboundOut(reply), promise: nil)
    }
    context.flush()
  }

  /// That one datagram could not be received or sent is no reason to stop.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
