import Control
import NIOCore

/// One client of the control socket: a line comes in, a line goes out, and that is all.
final class ControlConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let service: ControlServer.Service
  private var line: [UInt8] = []
  private var hasAsked = false
  private var limit: Scheduled<Void>?

  init(_ service: @escaping ControlServer.Service) { self.service = service }

  func handlerAdded(context: ChannelHandlerContext) { allow(context) }

  func handlerRemoved(context: ChannelHandlerContext) { limit?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasAsked else { return }
    line += unwrapInboundIn(data).readableBytesView
    guard line.count <= ControlRequest.sizeLimit else { return answer(.failed(Self.nonsense), context) }
    guard line.last == UInt8(ascii: "\n") else { return }
    guard let request = ControlRequest(line: line) else { return answer(.failed(Self.nonsense), context) }
    hasAsked = true
    // However long it takes: what is asked for has a limit of its own.
    limit?.cancel()
    let connection = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    service(request).hop(to: context.eventLoop).whenComplete { result in
      let (handler, context) = connection.value
      switch result {
      case .success(let reply): handler.answer(reply, context)
      case .failure(let error): handler.answer(.failed("\(error)"), context)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ reply: ControlReply, _ context: ChannelHandlerContext) {
    hasAsked = true
    allow(context)
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: reply.line))).whenComplete { _ in
      channel.close(promise: nil)
    }
  }

  /// Gives the client some time for its next step.
  private func allow(_ context: ChannelHandlerContext) {
    limit?.cancel()
    let channel = context.channel
    limit = context.eventLoop.scheduleTask(in: ControlServer.patience) { channel.close(promise: nil) }
  }

  private static let nonsense =
    "This is no request. Ask with one line of JSON: "
    + ControlRequest.examples.map { String($0.line.dropLast()) }.joined(separator: " or ")
}
