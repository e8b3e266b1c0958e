import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

@testable import Transport

/// A connection to a server with TLS; the handshake is done when it is made.
final class TLSStream: ByteStream {
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let channel: any Channel
  private let inbox: NIOLoopBoundBox<Inbox>
  let negotiatedProtocol: String?
  let version: TLSVersion?
  /// The SHA-256 of the certificate that the server has shown.
  let fingerprint: [UInt8]?

  /// Does not look at whose certificate it is: that is told by `certificate`.
  init(_ address: ListenAddress, configure: (inout TLSConfiguration) -> Void = { _ in }) throws {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .noHostnameVerification
    configuration.trustRoots = .file(Certificates.path("server.pem"))
    // With half-closure allowed, the library waits this long for a goodbye it has already got.
    configuration.shutdownTimeout = .milliseconds(1)
    configure(&configuration)
    let context = try NIOSSLContext(configuration: configuration)
    let loop = group.next()
    let inbox = NIOLoopBoundBox.makeBoxSendingValue(Inbox(loop), eventLoop: loop)
    self.inbox = inbox
    do {
      channel = try ClientBootstrap(group: loop)
        .channelOption(.allowRemoteHalfClosure, value: true)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandlers(
              NIOSSLClientHandler(context: context, serverHostname: nil), inbox.value)
          }
        }
        .connect(host: address.host, port: address.port).wait()
      negotiatedProtocol = try loop.flatSubmit { inbox.value.established.futureResult }.wait()
      version = try channel.nioSSL_tlsVersion().wait()
      fingerprint = try channel.nioSSL_peerCertificate().wait().flatMap { ServedCertificate($0) }?.sha256
    } catch {
      try? group.syncShutdownGracefully()
      throw error
    }
  }

  deinit {
    try? channel.close().wait()
    try? group.syncShutdownGracefully()
  }

  func send(_ bytes: [UInt8]) -> Bool {
    (try? channel.writeAndFlush(ByteBuffer(bytes: bytes)).wait()) != nil
  }

  func closeSending() { try? channel.close(mode: .output).wait() }

  func receive() -> Received {
    (try? channel.eventLoop.flatSubmit { [inbox] in inbox.value.next() }.wait()) ?? .end
  }
}

/// Keeps what comes in until somebody asks for it.
private final class Inbox: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  let established: EventLoopPromise<String?>
  private let loop: any EventLoop
  private var bytes: [UInt8] = []
  private var hasEnded = false
  private var waiting: EventLoopPromise<Received>?

  init(_ loop: any EventLoop) {
    self.loop = loop
    established = loop.makePromise()
  }

  func next() -> EventLoopFuture<Received> {
    let promise = loop.makePromise(of: Received.self)
    waiting = promise
    answer()
    let timeout = loop.scheduleTask(in: .seconds(20)) { promise.succeed(.nothing) }
    promise.futureResult.whenComplete { _ in timeout.cancel() }
    return promise.futureResult
  }

  private func answer() {
    guard let waiting, !bytes.isEmpty || hasEnded else { return }
    self.waiting = nil
    waiting.succeed(bytes.isEmpty ? .end : .bytes(bytes))
    bytes.removeAll()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytes += unwrapInboundIn(data).readableBytesView
    answer()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case TLSUserEvent.handshakeCompleted(let negotiatedProtocol): established.succeed(negotiatedProtocol)
    case ChannelEvent.inputClosed: end()
    default: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { established.fail(error) }

  func channelInactive(context: ChannelHandlerContext) {
    established.fail(ChannelError.eof)
    end()
  }

  private func end() {
    hasEnded = true
    answer()
  }
}
