import NIOCore
import NIOSSL
import NIOTLS

/// The channel handler of one connection: reads requests from its bytes, feeds `ConnectionMachine` and does what that
/// says. On the event loop only.
///
/// It is the only handler between the socket (or TLS) and the service: parts of requests passed from handler to handler
/// cost several times what it takes to read them.
final class HTTPConnection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = Never
  typealias OutboundOut = ByteBuffer

  /// A time limit runs for one of these, and starts anew with the next.
  private struct Phase: Equatable {
    var patience: ConnectionMachine.Patience
    var requestNumber: Int
    var isWritable: Bool
  }

  private let server: ServerCore
  private let service: any HTTPService
  private let peer: String
  private let usesTLS: Bool
  private let asksForCertificate: Bool
  /// False until the TLS handshake is done: nothing can be said to the client before.
  private var isEstablished: Bool
  private var machine: ConnectionMachine
  private var reader: RequestReader
  private var login = ConnectionLogin()
  private var context: ChannelHandlerContext?
  private var isWritable = true
  private var hasInputEnded = false
  private var isAdvancing = false
  private var readIsHeld = false
  /// Whether this connection's request is among those the server counts as in flight.
  private var isInFlight = false
  private var requestNumber = 0
  private var phase: Phase?
  private var deadline = NIODeadline.distantFuture

  /// `service` answers in place of the server's own.
  init(
    server: ServerCore, service: (any HTTPService)? = nil, peer: String, usesTLS: Bool, asksForCertificate: Bool = false
  ) {
    self.server = server
    self.service = service ?? server.service
    self.peer = peer
    self.usesTLS = usesTLS
    self.asksForCertificate = asksForCertificate
    isEstablished = !usesTLS
    machine = ConnectionMachine(peer: peer, discardLimit: server.limits.bodySize)
    reader = RequestReader(headSize: server.limits.headSize, fieldCount: server.limits.headFieldCount)
  }

  // MARK: Called by the server

  /// Ends what has outstayed the time limit that applies to it.
  func check(at now: NIODeadline) {
    guard context != nil, now >= deadline else { return }
    // A client that does not finish its handshake, does not take in its answer, or does not close after the last one,
    // is cut.
    if !isEstablished || machine.isClosing || !isWritable { return cut() }
    perform(machine.timedOut())
    advance()
  }

  func shutDown() {
    guard isEstablished else { return cut() }
    let step = machine.shutDown()
    if case .close = step { return cut() }
    perform(step)
    advance()
  }

  func cut() { context?.close(promise: nil) }

  // MARK: Channel events

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    isWritable = context.channel.isWritable
    server.add(self)
    settle()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    reader.removeAll()
    if isInFlight { server.requestFinished() }
    server.remove(self)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if machine.isClosing { return }
    server.tick()
    reader.append(unwrapInboundIn(data))
    advance()
    // When the client closes its side the kernel hands over all it has, whether or not anybody reads.
    if reader.waitingCount > server.limits.bodySize + server.limits.headSize { cut() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // The connection ended without TLS's goodbye. HTTP knows by itself whether a request is complete; the end of the
    // input is reported next.
    if case NIOSSLError.uncleanShutdown = error { return }
    cut()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed:
      if machine.isClosing { return cut() }
      hasInputEnded = true
      advance()
    case TLSUserEvent.handshakeCompleted:
      isEstablished = true
      if asksForCertificate { login.certificate = peerCertificate(context) }
    case is TLSGate.PlainTextEvent:
      isEstablished = true
      perform(machine.receivedGarbage(Reply(.badRequest, explanation: Self.useTLS)))
      advance()
    default: break
    }
    context.fireUserInboundEventTriggered(event)
  }

  /// Also of a session that is resumed: the callback that verifies is not called then.
  private func peerCertificate(_ context: ChannelHandlerContext) -> ServedCertificate? {
    guard let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate() else { return nil }
    return ServedCertificate(certificate)
  }

  func read(context: ChannelHandlerContext) {
    if wantsInput { context.read() } else { readIsHeld = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    isWritable = context.channel.isWritable
    server.tick()
    advance()
  }

  private static let useTLS: StaticString = "This port takes HTTPS only: write https:// in the address.\n"

  // MARK: The machine

  private var wantsInput: Bool {
    machine.isClosing || (machine.isReceptive && reader.waitingCount < server.limits.headSize && isWritable)
  }

  /// Gives the machine what has come in, as long as it takes it and the client takes the answers.
  private func advance() {
    guard !isAdvancing else { return }
    isAdvancing = true
    while context != nil, isWritable, machine.isReceptive {
      if let part = reader.next() {
        perform(step(for: part))
      } else {
        if hasInputEnded { perform(machine.inputClosed()) }
        break
      }
    }
    isAdvancing = false
    if machine.isClosing { reader.removeAll() }
    settle()
    if readIsHeld, wantsInput {
      readIsHeld = false
      context?.read()
    }
  }

  private func step(for part: RequestReader.Part) -> ConnectionMachine.Step {
    switch part {
    case .head(let head):
      requestNumber += 1
      return machine.receivedHead(head, server.rule(on: head, from: peer, login: &login, usesTLS: usesTLS))
    case .body(let bytes): return machine.receivedBody(bytes)
    case .end: return machine.receivedEnd()
    case .invalid(let status): return machine.receivedGarbage(Reply(status))
    }
  }

  private func perform(_ step: ConnectionMachine.Step) {
    guard let context else { return }
    switch step {
    case .carryOn: break
    case .wait(let delay):
      let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: delay) {
        let connection = connection.value
        connection.server.tick()
        connection.perform(connection.machine.waited())
        connection.advance()
      }
    case .examine(let work, let head, let route): examine(work, head, route)
    case .sendContinue: write(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n"), context)
    case .serve(let request): serve(request, context)
    case .send(let reply): write(server.encode(reply), context)
    case .sendLast(let reply): writeLast(server.encode(reply), context)
    case .close: writeLast(ByteBuffer(), context)
    }
  }

  private func examine(_ work: PasswordWork, _ head: RequestHead, _ route: HTTPRoute) {
    let isTaken = server.passwords.take(work, from: peer) { [self] isRight in
      server.tick()
      guard context != nil else { return }
      let ruling = server.rule(on: head, route, after: work, isRight: isRight, from: peer, login: &login)
      perform(machine.examined(ruling))
      advance()
    }
    guard !isTaken else { return }
    perform(machine.examined(.refuse(Gatekeeper.Refusal(reply: Reply(.serviceUnavailable)))))
  }

  private func serve(_ request: HTTPRequest, _ context: ChannelHandlerContext) {
    guard server.requestStarted() else { return perform(machine.answered(Reply(.serviceUnavailable))) }
    isInFlight = true
    let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
    let number = requestNumber
    service.handle(request, on: context.eventLoop) { answer in
      if connection.eventLoop.inEventLoop {
        connection.value.answered(answer, to: number)
      } else {
        connection.eventLoop.execute { connection.value.answered(answer, to: number) }
      }
    }
  }

  private func answered(_ answer: HTTPAnswer, to number: Int) {
    guard context != nil, number == requestNumber, machine.isServing else { return }
    var reply = Reply(answer)
    if answer.status == HTTPStatus.unauthorized.rawValue { reply.challenge = server.challenge() }
    if !isAdvancing { server.tick() }
    perform(machine.answered(reply))
    // At once: of requests that came early, the next may start before this one's end is noticed elsewhere.
    finishRequest()
    advance()
  }

  private func write(_ bytes: ByteBuffer, _ context: ChannelHandlerContext, promise: EventLoopPromise<Void>? = nil) {
    var bytes = bytes
    if usesTLS {
      while bytes.readableBytes > Self.largestTLSPiece, let piece = bytes.readSlice(length: Self.largestTLSPiece) {
        context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
      }
    }
    context.writeAndFlush(wrapOutboundOut(bytes), promise: promise)
  }

  /// NIOSSL keeps a buffer as large as the largest piece it has encrypted for as long as a connection lasts.
  private static let largestTLSPiece = 64 * 1024

  /// Closes the sending side once everything is written. The receiving side stays open for a moment: the client may
  /// still be sending, and would lose the answer if the whole socket went away.
  private func writeLast(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.whenComplete { _ in
      guard let context = connection.value.context else { return }
      context.close(mode: .output).whenFailure { _ in connection.value.cut() }
    }
    write(bytes, context, promise: written)
  }

  private func finishRequest() {
    guard isInFlight, !machine.isServing else { return }
    isInFlight = false
    server.requestFinished()
  }

  /// Brings what the server keeps about this connection up to date with the machine.
  private func settle() {
    guard context != nil else { return }
    finishRequest()
    let now = Phase(patience: machine.patience, requestNumber: requestNumber, isWritable: isWritable)
    guard now != phase else { return }
    phase = now
    deadline =
      server.limits.time(for: now.patience, isWritable: now.isWritable).map { server.now + $0 } ?? .distantFuture
  }
}

extension TransportLimits {
  fileprivate func time(for patience: ConnectionMachine.Patience, isWritable: Bool) -> TimeAmount? {
    guard isWritable else { return writeTime }
    return switch patience {
    case .firstRequest: firstRequestTime
    case .nextRequest: idleTime
    case .body: bodyTime
    case .answer: answerTime
    case .linger: lingerTime
    case .unlimited: nil
    }
  }
}
