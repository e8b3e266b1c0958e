import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// A connection of the server to itself, made as a client makes it, to see which certificate is shown.
///
/// A certificate and a key can fit each other and still be of no use: no client may know the kind of key, or memory or
/// descriptors may have run out. Only a handshake tells.
enum SelfConnect {
  /// Longer than a loaded board needs for two handshakes' worth of arithmetic.
  static let timeLimit = TimeAmount.seconds(5)

  /// Succeeds when whoever listens at `address` shows the certificate with this fingerprint, or fails with a
  /// `SelfConnectError`. `begin` is told the port from which it connects, before it does.
  static func check(
    _ address: SocketAddress, shows sha256: [UInt8], on eventLoop: any EventLoop,
    begin: @escaping @Sendable (_ port: Int) -> Void
  ) -> EventLoopFuture<Void> {
    let target = reachable(address)
    let shown = eventLoop.makePromise(of: [UInt8]?.self)
    let limit = eventLoop.scheduleTask(in: timeLimit) { shown.fail(SelfConnectError("no handshake within 5 seconds")) }
    shown.futureResult.whenComplete { _ in limit.cancel() }
    do {
      let context = try NIOSSLContext(configuration: configuration)
      let anywhere = try SocketAddress(ipAddress: target.protocol == .inet6 ? "::" : "0.0.0.0", port: 0)
      ClientBootstrap(group: eventLoop)
        .connectTimeout(timeLimit)
        .bind(to: anywhere)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandlers(
              Start(begin), NIOSSLClientHandler(context: context, serverHostname: nil), Look(shown))
          }
        }
        .connect(to: target)
        .assumeIsolated().whenComplete { result in
          switch result {
          case .success(let channel): shown.futureResult.whenComplete { _ in channel.close(promise: nil) }
          case .failure(let error): shown.fail(error)
          }
        }
    } catch {
      shown.fail(error)
    }
    return shown.futureResult.flatMapThrowing { found in
      if found != sha256 { throw SelfConnectError("another certificate is shown") }
    }
    .flatMapErrorThrowing { error in
      throw SelfConnectError("\(address.ipAddress ?? "?") port \(address.port ?? 0): \(error)")
    }
  }

  /// That of a modern client, but whose certificate it is, is not asked.
  private static var configuration: TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .none
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    configuration.shutdownTimeout = .milliseconds(200)
    return configuration
  }

  /// Where a client on this machine reaches who listens at all addresses.
  private static func reachable(_ address: SocketAddress) -> SocketAddress {
    guard let host = address.ipAddress, let port = address.port else { return address }
    let loopback =
      switch host {
      case "0.0.0.0": "127.0.0.1"
      case "::": "::1"
      default: host
      }
    return loopback == host ? address : (try? SocketAddress(ipAddress: loopback, port: port)) ?? address
  }
}

/// Why a server did not find itself. The description is the end of a sentence.
struct SelfConnectError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

/// Tells the port, which is known once the socket is bound.
private final class Start: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer

  private let begin: (_ port: Int) -> Void

  init(_ begin: @escaping (_ port: Int) -> Void) { self.begin = begin }

  func connect(context: ChannelHandlerContext, to address: SocketAddress, promise: EventLoopPromise<Void>?) {
    if let port = context.channel.localAddress?.port { begin(port) }
    context.connect(to: address, promise: promise)
  }
}

/// Tells the fingerprint of the certificate that the handshake has shown.
private final class Look: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let shown: EventLoopPromise<[UInt8]?>

  init(_ shown: EventLoopPromise<[UInt8]?>) { self.shown = shown }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent else { return }
    let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()
    shown.succeed(certificate.flatMap { ServedCertificate($0) }?.sha256)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { shown.fail(error) }

  func channelInactive(context: ChannelHandlerContext) { shown.fail(SelfConnectError("the connection was closed")) }
}
