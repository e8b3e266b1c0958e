import Discovery
import Model
import NIOCore
import NIOPosix
import NIOSSL
import RMCP

/// Does with sockets what a `Sweep` says. On one event loop only.
final class Sweeper {
  private let eventLoop: any EventLoop
  private let done: EventLoopPromise<[Finding]>
  private let pingPort: Int
  private let timeout: TimeAmount
  private let tls: NIOSSLContext
  private let start = NIODeadline.now()
  private var sweep: Sweep
  /// One for each family that is pinged.
  private var sockets: [IPAddress.Family: any Channel] = [:]
  private var wake: Scheduled<Void>?
  private var isAdvancing = false

  /// Blocks until every address was looked at. `timeout` in seconds.
  static func run(
    _ addresses: AddressList, _ settings: Sweep.Settings, pingPort: Int, timeout: Double
  ) throws -> [Finding] {
    let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    // Old devices are looked for, too, and nothing secret is told to whoever answers.
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .none
    configuration.minimumTLSVersion = .tlsv1
    let tls = try NIOSSLContext(configuration: configuration)
    let done = eventLoop.makePromise(of: [Finding].self)
    eventLoop.execute {
      Sweeper(
        Sweep(addresses, settings), on: eventLoop, done, pingPort: pingPort,
        timeout: .nanoseconds(Int64(timeout * 1_000_000_000)), tls
      ).begin(pinging: settings.pings == .none ? [] : addresses.families)
    }
    return try done.futureResult.wait()
  }

  private init(
    _ sweep: Sweep, on eventLoop: any EventLoop, _ done: EventLoopPromise<[Finding]>, pingPort: Int,
    timeout: TimeAmount, _ tls: NIOSSLContext
  ) {
    self.sweep = sweep
    self.eventLoop = eventLoop
    self.done = done
    self.pingPort = pingPort
    self.timeout = timeout
    self.tls = tls
  }

  private func begin(pinging families: Set<IPAddress.Family>) {
    let sweeper = NIOLoopBound(self, eventLoop: eventLoop)
    let opening = families.map { family in
      DatagramBootstrap(group: eventLoop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              PongReader { pong, address in sweeper.value.received(pong, from: address) })
          }
        }
        .bind(host: family == .v4 ? "0.0.0.0" : "::", port: 0)
        .map { (family, $0) }
    }
    EventLoopFuture.whenAllSucceed(opening, on: eventLoop).assumeIsolated().whenComplete { result in
      switch result {
      case .success(let sockets):
        self.sockets = Dictionary(uniqueKeysWithValues: sockets)
        self.advance()
      case .failure(let error):
        self.done.fail(Failure("Cannot send pings: \(error). To do without them: --no-rmcp"))
      }
    }
  }

  private func received(_ pong: PresencePong, from address: IPAddress) {
    sweep.received(pong, from: address)
    advance()
  }

  private func advance() {
    // A ping or a connection may fail at once, in the middle of this.
    guard !isAdvancing else { return schedule(in: .zero) }
    isAdvancing = true
    defer { isAdvancing = false }
    wake?.cancel()
    wake = nil
    let step = sweep.advance(to: .nanoseconds((NIODeadline.now() - start).nanoseconds))
    for action in step.actions {
      switch action {
      case .ping(let address, let ping): send(ping, to: address)
      case .identify(let probe): identify(probe)
      }
    }
    if step.isDone {
      for socket in sockets.values { socket.close(promise: nil) }
      done.succeed(sweep.findings)
    } else if let time = step.wake, wake == nil {
      schedule(in: .nanoseconds(time.nanoseconds) - (NIODeadline.now() - start))
    }
  }

  private func schedule(in time: TimeAmount) {
    wake?.cancel()
    wake = eventLoop.assumeIsolated().scheduleTask(in: max(time, .zero)) { self.advance() }
  }

  private func send(_ ping: PresencePing, to address: IPAddress) {
    guard let socket = sockets[address.family],
      let remote = try? SocketAddress(ipAddress: address.description, port: pingPort)
    else { return }
    // One that cannot be sent is one that nobody answers.
    socket.writeAndFlush(
      AddressedEnvelope(remoteAddress: remote, data: socket.allocator.buffer(bytes: ping.datagram)), promise: nil)
  }

  private func identify(_ probe: Probe) {
    Identification.start(probe, on: eventLoop, tls: tls, timeout: timeout).assumeIsolated().whenSuccess { outcome in
      self.sweep.ended(probe, outcome)
      self.advance()
    }
  }
}

/// Reads the pongs among the datagrams that come in.
private final class PongReader: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let use: (PresencePong, IPAddress) -> Void

  init(_ use: @escaping (PresencePong, IPAddress) -> Void) { self.use = use }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    guard envelope.data.readableBytes <= ASFMessage.maximumSize,
      let pong = PresencePong(Array(envelope.data.readableBytesView)),
      let address = envelope.remoteAddress.ipAddress.flatMap({ IPAddress($0) })
    else { return }
    use(pong, address)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
