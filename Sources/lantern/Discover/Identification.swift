import Discovery
import Glibc
import Hashing
import Model
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One `Probe` on a connection of its own.
final class Identification: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  /// An answer may take so many times as long as a connection.
  private static let patience = 5

  private let probe: Probe
  private let outcome: EventLoopPromise<ProbeOutcome>
  private var hasEnded = false
  private var status: HTTPResponseStatus?
  private var body: [UInt8] = []

  private init(_ probe: Probe, _ outcome: EventLoopPromise<ProbeOutcome>) {
    self.probe = probe
    self.outcome = outcome
  }

  /// The future always succeeds, on `eventLoop`.
  static func start(
    _ probe: Probe, on eventLoop: any EventLoop, tls: NIOSSLContext, timeout: TimeAmount
  ) -> EventLoopFuture<ProbeOutcome> {
    guard let remote = try? SocketAddress(ipAddress: probe.address.description, port: Int(probe.endpoint.port)) else {
      return eventLoop.makeSucceededFuture(.nothing)
    }
    let outcome = eventLoop.makePromise(of: ProbeOutcome.self)
    ClientBootstrap(group: eventLoop)
      .connectTimeout(timeout)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if probe.endpoint.usesTLS {
            try pipeline.addHandler(try NIOSSLClientHandler(context: tls, serverHostname: nil))
          }
          try pipeline.addHTTPClientHandlers()
          try pipeline.addHandler(Identification(probe, outcome))
        }
      }
      .connect(to: remote)
      .assumeIsolated().whenComplete { result in
        switch result {
        case .success(let channel):
          let limit = eventLoop.scheduleTask(in: timeout * patience) { channel.close(promise: nil) }
          channel.closeFuture.whenComplete { _ in limit.cancel() }
        case .failure(let error): outcome.succeed(error.isNoRoute ? .unreachable : .nothing)
        }
      }
    return outcome.futureResult
  }

  func channelActive(context: ChannelHandlerContext) {
    let request = Array(IdentifyRequest.body.utf8)
    let head = HTTPRequestHead(
      version: .http1_1, method: .POST, uri: probe.path.rawValue,
      headers: [
        "Host": probe.authority, "User-Agent": "\(Product.name)/\(Product.version)", "Connection": "close",
        "Content-Type": IdentifyRequest.contentType, "Content-Length": String(request.count),
        IdentifyRequest.header.name: IdentifyRequest.header.value,
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: request)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): status = head.status
    case .body(let bytes):
      guard body.count + bytes.readableBytes <= IdentifyResponse.sizeLimit else {
        return end(.somethingElse, context)
      }
      body += bytes.readableBytesView
    case .end: end(answer(context), context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(status == nil ? .nothing : .somethingElse, context)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // Some devices close without saying goodbye in TLS: whatever came before that counts.
    if let error = error as? NIOSSLError, case .uncleanShutdown = error { return }
    end(error is HTTPParserError ? .somethingElse : .nothing, context)
  }

  private func answer(_ context: ChannelHandlerContext) -> ProbeOutcome {
    switch status {
    case .ok:
      IdentifyResponse(body).map { .identified($0, certificate(context)) } ?? .somethingElse
    case .unauthorized: .wantsLogin(certificate(context))
    default: .somethingElse
    }
  }

  private func certificate(_ context: ChannelHandlerContext) -> Certificate? {
    guard probe.endpoint.usesTLS,
      let certificate = try? context.channel.pipeline.syncOperations.nioSSL_peerCertificate(),
      let bytes = try? certificate.toDERBytes()
    else { return nil }
    return Certificate(
      fingerprint: Hex.encode(SHA256.digest(bytes)),
      expires: WallTime(secondsSince1970: Int64(certificate.notValidAfter)).iso8601)
  }

  private func end(_ result: ProbeOutcome, _ context: ChannelHandlerContext) {
    guard !hasEnded else { return }
    hasEnded = true
    outcome.succeed(result)
    context.close(promise: nil)
  }
}

extension Error {
  /// The network knows no way to the address, or nobody who has it: no other port is better.
  fileprivate var isNoRoute: Bool {
    guard let code = (self as? IOError)?.errnoCode else { return false }
    return [EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, EACCES].contains(code)
  }
}
