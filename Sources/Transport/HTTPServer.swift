internal import Hashing
public import NIOCore
internal import NIOPosix
internal import Synchronization

/// An HTTP/1.1 server on one event loop: authenticates, keeps the limits, and leaves the answers to an `HTTPService`.
/// Any thread, except where noted.
public final class HTTPServer: Sendable {
  public struct Configuration: Sendable {
    public var limits = TransportLimits()
    /// What `https` addresses show to clients; needed for these.
    public var tls: TLSIdentity?
    /// Takes Basic credentials over plain HTTP, where anybody on the way can read the password. It is never offered.
    /// Over TLS they are always taken.
    public var allowsBasicOverHTTP = false
    /// Told of every wrong password and unknown account, on the event loop. The user name is what the
    /// client sent, made fit for a log: at most 64 characters of printable ASCII.
    public var onFailedLogin: @Sendable (_ user: String, _ address: String) -> Void = { _, _ in }

    public init() {}
  }

  private let eventLoop: any EventLoop
  private let limits: TransportLimits
  private let hasIdentity: Bool
  private let core: NIOLoopBoundBox<ServerCore>
  private let listeners = Mutex<[Listener]>([])

  private struct Listener {
    var channel: any Channel
    var usesTLS: Bool

    var address: ListenAddress? {
      guard let address = channel.localAddress, let host = address.ipAddress, let port = address.port else {
        return nil
      }
      return ListenAddress(host: host, port: port, usesTLS: usesTLS)
    }
  }

  /// `eventLoop` is a loop of a `MultiThreadedEventLoopGroup`; it outlives the server.
  public init(
    service: any HTTPService, credentials: any CredentialStore, configuration: Configuration,
    eventLoop: any EventLoop
  ) {
    self.eventLoop = eventLoop
    limits = configuration.limits
    hasIdentity = configuration.tls != nil
    let authenticator = Authenticator(
      randomBytes: randomBytes(48), nonceLifetime: limits.nonceLifetime, noncesInUse: limits.noncesInUse)
    let gatekeeper = Gatekeeper(
      service: service, credentials: credentials, limits: limits, authenticator: authenticator)
    core = NIOLoopBoundBox.makeBoxSendingValue(
      ServerCore(
        eventLoop: eventLoop, limits: limits, service: service, gatekeeper: gatekeeper,
        identity: configuration.tls, allowsBasicOverHTTP: configuration.allowsBasicOverHTTP,
        onFailedLogin: configuration.onFailedLogin),
      eventLoop: eventLoop)
  }

  /// Starts serving on one address more, and returns it with the port that the system chose. Blocks until that is done;
  /// never call it on the event loop.
  ///
  /// `socket` is one that is bound there already; without it, one is opened. `service` answers there in place of the
  /// server's own, and must have the same paths.
  @discardableResult
  public func open(
    _ address: ListenAddress, _ socket: BoundSocket? = nil, service: (any HTTPService)? = nil
  ) throws(ListenError) -> ListenAddress {
    if !hasIdentity, address.usesTLS { throw .needsCertificate(address) }
    let socket = if let socket { socket } else { try BoundSocket(address) }
    let listener: Listener
    do {
      listener = Listener(channel: try serve(address, socket, service), usesTLS: address.usesTLS)
    } catch {
      throw .refused(address, reason: String(describing: error))
    }
    listeners.withLock { $0.append(listener) }
    return listener.address ?? address
  }

  /// Where the server listens, with the ports the system chose.
  public var boundAddresses: [ListenAddress] {
    listeners.withLock { $0.compactMap(\.address) }
  }

  /// Stops: no new connections, idle ones are closed, requests under way get `TransportLimits.shutdownTime` and are
  /// then cut. Blocks that long at most; never call it on the event loop.
  public func shutdown() {
    let closing = listeners.withLock { listeners in
      defer { listeners = [] }
      return listeners
    }
    for listener in closing { try? listener.channel.close().wait() }
    let idle = eventLoop.makePromise(of: Void.self)
    eventLoop.execute { [core] in core.value.shutDown(whenIdle: idle) }
    try? idle.futureResult.wait()
  }

  /// Tries `identity` by connecting to itself on every TLS address, and then shows it to every connection that begins;
  /// those that are there go on undisturbed. If it does not work on one address, nothing changes, and the future fails
  /// with an `IdentityRefused`. The future completes on the server's event loop, within some seconds; one replacement is
  /// made after the other.
  public func replaceIdentity(_ identity: TLSIdentity) -> EventLoopFuture<Void> {
    eventLoop.flatSubmit { [core, eventLoop] in
      let before = core.value.replacement.map { $0.flatMapError { _ in eventLoop.makeSucceededVoidFuture() } }
      let replaced = (before ?? eventLoop.makeSucceededVoidFuture()).flatMap { self.tryOut(identity) }
      core.value.replacement = replaced
      return replaced
    }
  }

  private func tryOut(_ identity: TLSIdentity) -> EventLoopFuture<Void> {
    core.value.trial = IdentityTrial(identity)
    let addresses = listeners.withLock { $0.filter(\.usesTLS).compactMap(\.channel.localAddress) }
    let checks = addresses.map { address in
      SelfConnect.check(address, shows: identity.certificate.sha256, on: eventLoop) { [core] port in
        core.value.trial?.ports.insert(port)
      }
    }
    return EventLoopFuture.whenAllComplete(checks, on: eventLoop).flatMapThrowing { [core] results in
      core.value.trial = nil
      for case .failure(let error) in results { throw IdentityRefused(reason: "\(error)") }
      core.value.identity = identity
    }
  }

  private func serve(
    _ address: ListenAddress, _ socket: BoundSocket, _ service: (any HTTPService)?
  ) throws -> any Channel {
    let core = core
    let usesTLS = address.usesTLS
    let bootstrap = ServerBootstrap(group: eventLoop)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(
        .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 4096, maximum: 16384)
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try core.value.welcome(channel, usesTLS: usesTLS, service: service) }
      }
    let channel = try bootstrap.withBoundSocket(socket.descriptor).wait()
    socket.lengthenQueue()
    return channel
  }
}

/// A new identity that did not work; the one before is still in use. The reason is the end of a sentence: an address, and
/// what happened there.
public struct IdentityRefused: Error, Hashable, Sendable {
  public var reason: String
}

/// An address the server could not listen on. The description is a sentence for the operator.
public enum ListenError: Error, Hashable, Sendable, CustomStringConvertible {
  /// By the system, whose text is the reason.
  case refused(ListenAddress, reason: String)
  /// The server has no TLS identity.
  case needsCertificate(ListenAddress)

  public var description: String {
    switch self {
    case .refused(let address, let reason):
      "Cannot listen on \(address): \(reason). Is another program using the port, and is the address one of this "
        + "board's?"
    case .needsCertificate(let address):
      "Cannot listen on \(address) without a certificate and its key."
    }
  }
}
