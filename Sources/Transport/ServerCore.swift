import NIOCore

/// What all connections of a server share. On the event loop only.
final class ServerCore {
  let limits: TransportLimits
  private let eventLoop: any EventLoop
  let service: any HTTPService
  private var gatekeeper: Gatekeeper
  let passwords: PasswordDesk
  private let allowsBasicOverHTTP: Bool
  private let onFailedLogin: @Sendable (_ user: String, _ address: String) -> Void
  /// What connections that begin now are shown; those that are there keep what they were shown.
  var identity: TLSIdentity?
  /// Under way while the server connects to itself.
  var trial: IdentityTrial?
  /// The latest replacement of the identity.
  var replacement: EventLoopFuture<Void>?
  private var count: ConnectionCount
  private var connections: [ObjectIdentifier: HTTPConnection] = [:]
  private var requestsInFlight = 0
  private var checking: RepeatedTask?
  /// When the event under way began. Reading the clock once for each is exact enough for limits of seconds.
  private(set) var now: NIODeadline
  private var encoder = ReplyEncoder()
  /// Set once the server is stopping.
  private var whenIdle: EventLoopPromise<Void>?

  init(
    eventLoop: any EventLoop, limits: TransportLimits, service: any HTTPService, gatekeeper: Gatekeeper,
    identity: TLSIdentity?, allowsBasicOverHTTP: Bool,
    onFailedLogin: @escaping @Sendable (_ user: String, _ address: String) -> Void
  ) {
    self.eventLoop = eventLoop
    now = eventLoop.now
    self.limits = limits
    self.service = service
    self.gatekeeper = gatekeeper
    passwords = PasswordDesk(eventLoop: eventLoop)
    self.identity = identity
    self.allowsBasicOverHTTP = allowsBasicOverHTTP
    self.onFailedLogin = onFailedLogin
    count = ConnectionCount(limit: limits.connections, limitPerAddress: limits.connectionsPerAddress)
  }

  /// Prepares a connection that has just been accepted. `service` answers in place of the server's own.
  func welcome(_ channel: any Channel, usesTLS: Bool, service: (any HTTPService)? = nil) throws {
    let address = channel.remoteAddress?.ipAddress ?? ""
    let candidate = trial?.candidate(for: channel)
    let isOwn = candidate != nil
    let network = ClientNetwork.of(address)
    let welcome = count.opened(network, isOwn: isOwn, isFamiliar: gatekeeper.knows(address, at: eventLoop.now))
    let identity = usesTLS ? candidate ?? identity : nil
    let core = NIOLoopBound(self, eventLoop: channel.eventLoop)
    channel.closeFuture.whenComplete { _ in core.value.count.closed(network, welcome) }
    let pipeline = channel.pipeline.syncOperations
    switch welcome {
    case .serve:
      if let identity { try pipeline.addHandler(TLSGate(identity)) }
      tick()
      try pipeline.addHandler(
        HTTPConnection(
          server: self, service: service, peer: address, usesTLS: usesTLS,
          asksForCertificate: identity?.options.asksForCertificates ?? false))
    case .turnAway: try pipeline.addHandler(BusySignal(usesTLS: usesTLS, lingerTime: limits.lingerTime))
    case .drop: channel.close(promise: nil)
    }
  }

  // MARK: Called by connections

  func add(_ connection: HTTPConnection) {
    connections[ObjectIdentifier(connection)] = connection
    guard checking == nil else { return }
    let core = NIOLoopBound(self, eventLoop: eventLoop)
    let interval = limits.checkInterval
    checking = eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
      core.value.tick()
      for connection in Array(core.value.connections.values) { connection.check(at: core.value.now) }
    }
  }

  func remove(_ connection: HTTPConnection) {
    connections[ObjectIdentifier(connection)] = nil
    // No connection, no timer: an idle board sleeps.
    guard connections.isEmpty else { return }
    checking?.cancel()
    checking = nil
    whenIdle?.succeed()
    whenIdle = nil
  }

  /// False when too many requests wait for the service already; otherwise `requestFinished` must follow.
  func requestStarted() -> Bool {
    guard requestsInFlight < limits.requestsInFlight else { return false }
    requestsInFlight += 1
    return true
  }

  func requestFinished() { requestsInFlight -= 1 }

  /// Called at the beginning of every event.
  func tick() { now = eventLoop.now }

  func encode(_ reply: Reply) -> ByteBuffer { encoder.encode(reply) }

  func rule(
    on head: RequestHead, from address: String, login: inout ConnectionLogin, usesTLS: Bool
  ) -> Gatekeeper.Ruling {
    telling(
      gatekeeper.rule(
        on: head, from: address, login: &login, allowsBasic: usesTLS || allowsBasicOverHTTP, at: now))
  }

  func rule(
    on head: RequestHead, _ route: HTTPRoute, after work: PasswordWork, isRight: Bool, from address: String,
    login: inout ConnectionLogin
  ) -> Gatekeeper.Ruling {
    telling(
      gatekeeper.rule(on: head, route, after: work, isRight: isRight, from: address, login: &login, at: now))
  }

  /// Somebody may want to know of a login that failed.
  private func telling(_ ruling: Gatekeeper.Ruling) -> Gatekeeper.Ruling {
    if let failed = gatekeeper.failedLogin { onFailedLogin(failed.user, failed.address) }
    return ruling
  }

  func challenge() -> String? { gatekeeper.challengeReply(stale: false, at: now).challenge }

  // MARK: Called by the server

  /// Ends every connection, those with a request under way within `TransportLimits.shutdownTime`.
  func shutDown(whenIdle promise: EventLoopPromise<Void>) {
    tick()
    passwords.close()
    for connection in Array(connections.values) { connection.shutDown() }
    guard !connections.isEmpty else { return promise.succeed() }
    whenIdle = promise
    let core = NIOLoopBound(self, eventLoop: eventLoop)
    eventLoop.scheduleTask(in: limits.shutdownTime) {
      for connection in Array(core.value.connections.values) { connection.cut() }
    }
  }
}
