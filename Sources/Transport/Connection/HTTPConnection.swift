import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// The channel handler of one connection: feeds `ConnectionMachine` and does what it says. On the event loop only.
final class HTTPConnection: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = Never
  typealias OutboundOut = ByteBuffer

  private enum Input {
    case part(HTTPServerRequestPart)
    case garbage(Reply)
    case closed
  }

  /// A time limit runs for one of these, and starts anew with the next.
  private struct Phase: Equatable {
    var patience: ConnectionMachine.Patience
    var requestNumber: Int
    var isWritable: Bool
  }

  private let server: ServerCore
  private let peer: String
  private let usesTLS: Bool
  /// False until the TLS handshake is done: nothing can be said to the client before.
  private var isEstablished: Bool
  private var machine: ConnectionMachine
  private var context: ChannelHandlerContext?
  /// What came in while a request was under way: pipelined requests, the end of the input.
  private var inputs = CircularBuffer<Input>(initialCapacity: 4)
  private var queuedBytes = 0
  private var isFeeding = false
  private var readIsHeld = false
  /// Whether this connection's request is among those the server counts as in flight.
  private var isInFlight = false
  private var requestNumber = 0
  private var phase: Phase?
  private var deadline = NIODeadline.distantFuture

  init(server: ServerCore, peer: String, usesTLS: Bool) {
    self.server = server
    self.peer = peer
    self.usesTLS = usesTLS
    isEstablished = !usesTLS
    machine = ConnectionMachine(peer: peer, discardLimit: server.limits.bodySize)
  }

  // MARK: Called by the server

  /// Ends what has outstayed the time limit that applies to it.
  func check(at now: NIODeadline) {
    guard let context, now >= deadline else { return }
    // A client that does not finish its handshake, does not take in its answer, or does not close after the last one,
    // is cut.
    if !isEstablished || machine.isClosing || !context.channel.isWritable { return cut() }
    perform(machine.timedOut())
  }

  func shutDown() {
    let step = machine.shutDown()
    if !isEstablished { cut() } else if case .close = step { cut() } else { perform(step) }
  }

  func cut() { context?.close(promise: nil) }

  // MARK: Channel events

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    server.add(self)
    settle()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    inputs.removeAll()
    if isInFlight { server.requestFinished() }
    server.remove(self)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    if case .body(let bytes) = part { queuedBytes += bytes.readableBytes }
    inputs.append(.part(part))
    feed()
    // When the client closes its side the kernel hands over all it has, whether or not anybody reads.
    if queuedBytes > server.limits.bodySize || inputs.count > Self.queueLimit { cut() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.headerOverflow: inputs.append(.garbage(Reply(.headerFieldsTooLarge)))
    case is HTTPParserError: inputs.append(.garbage(Reply(.badRequest)))
    // What follows garbage is garbage.
    case is ByteToMessageDecoderError: return
    // The connection ended without TLS's goodbye. HTTP knows by itself whether a request is complete; the end of the
    // input is reported next.
    case NIOSSLError.uncleanShutdown: return
    default: return cut()
    }
    feed()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed:
      if machine.isClosing { return cut() }
      inputs.append(.closed)
      feed()
    case TLSUserEvent.handshakeCompleted: isEstablished = true
    case is TLSGate.PlainTextEvent:
      isEstablished = true
      inputs.append(
        .garbage(Reply(.badRequest, explanation: "This port takes HTTPS only: write https:// in the address.\n")))
      feed()
    default: break
    }
    context.fireUserInboundEventTriggered(event)
  }

  func read(context: ChannelHandlerContext) {
    if wantsInput { context.read() } else { readIsHeld = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) { feed() }

  // MARK: The machine

  /// More parts than one read can bring of any real client's pipelined requests.
  private static let queueLimit = 1024

  private var wantsInput: Bool {
    machine.isClosing || (machine.isReceptive && inputs.isEmpty && context?.channel.isWritable == true)
  }

  /// Gives the machine what has come in, as long as it takes it and the client takes the answers.
  private func feed() {
    guard !isFeeding else { return }
    isFeeding = true
    while let context, machine.isReceptive, context.channel.isWritable, let input = inputs.popFirst() {
      perform(step(for: input))
    }
    isFeeding = false
    if machine.isClosing {
      inputs.removeAll()
      queuedBytes = 0
    }
    settle()
    if readIsHeld, wantsInput {
      readIsHeld = false
      context?.read()
    }
  }

  private func step(for input: Input) -> ConnectionMachine.Step {
    switch input {
    case .part(.head(let head)):
      requestNumber += 1
      let head = RequestHead(head)
      return machine.receivedHead(
        head, server.rule(on: head, from: peer, provenUser: machine.provenUser, usesTLS: usesTLS))
    case .part(.body(let bytes)):
      queuedBytes -= bytes.readableBytes
      return machine.receivedBody(bytes)
    case .part(.end): return machine.receivedEnd()
    case .garbage(let reply): return machine.receivedGarbage(reply)
    case .closed: return machine.inputClosed()
    }
  }

  private func perform(_ step: ConnectionMachine.Step) {
    guard let context else { return }
    switch step {
    case .carryOn: break
    case .wait(let delay):
      let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: delay) {
        connection.value.perform(connection.value.machine.waited())
      }
    case .sendContinue: write(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n"), context)
    case .serve(let request): serve(request, context)
    case .send(let reply): write(reply.encode(context.channel.allocator), context)
    case .sendLast(let reply): writeLast(reply.encode(context.channel.allocator), context)
    case .close: writeLast(ByteBuffer(), context)
    }
    feed()
  }

  private func serve(_ request: HTTPRequest, _ context: ChannelHandlerContext) {
    guard server.requestStarted() else { return perform(machine.answered(Reply(.serviceUnavailable))) }
    isInFlight = true
    let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
    let number = requestNumber
    server.service.handle(request, on: context.eventLoop) { answer in
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
    perform(machine.answered(reply))
  }

  private func write(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
  }

  /// Closes the sending side once everything is written. The receiving side stays open for a moment: the client may
  /// still be sending, and would lose the answer if the whole socket went away.
  private func writeLast(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.whenComplete { _ in
      guard let context = connection.value.context else { return }
      context.close(mode: .output).whenFailure { _ in connection.value.cut() }
    }
    context.writeAndFlush(wrapOutboundOut(bytes), promise: written)
  }

  /// Brings what the server keeps about this connection up to date with the machine.
  private func settle() {
    guard let context else { return }
    if isInFlight, !machine.isServing {
      isInFlight = false
      server.requestFinished()
    }
    let now = Phase(
      patience: machine.patience, requestNumber: requestNumber, isWritable: context.channel.isWritable)
    guard now != phase else { return }
    phase = now
    deadline = server.limits.time(for: now.patience, isWritable: now.isWritable).map { .now() + $0 } ?? .distantFuture
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
