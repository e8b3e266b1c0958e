import NIOCore
import NIOSSL

/// The first handler of a connection on a TLS address. It starts TLS with the client's first bytes, so that connections
/// that send nothing cost no buffers, and notices clients that speak HTTP without TLS.
final class TLSGate: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  /// Told to the handlers behind: the client speaks without encryption. What it sent is not passed on.
  struct PlainTextEvent {}

  private let identity: TLSIdentity
  private var hasPlainText = false

  init(_ identity: TLSIdentity) { self.identity = identity }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasPlainText, let first = unwrapInboundIn(data).readableBytesView.first else { return }
    // Request lines begin with a letter, TLS records and the hello of SSL 2 do not.
    if (UInt8(ascii: "A")...UInt8(ascii: "z")) ~= first {
      hasPlainText = true
      return context.fireUserInboundEventTriggered(PlainTextEvent())
    }
    let pipeline = context.pipeline.syncOperations
    do {
      try pipeline.addHandler(identity.handler(), position: .after(self))
    } catch {
      return context.close(promise: nil)
    }
    context.fireChannelRead(data)
    pipeline.removeHandler(context: context, promise: nil)
  }
}
