import NIOCore

/// One HTTP connection as a value: what has come in so far, and what to do about the next input. No I/O, no clock.
///
/// One request is under way at a time; the caller gives the next one's inputs only while `isReceptive`.
struct ConnectionMachine {
  /// What the caller does next.
  enum Step: Hashable {
    /// Give the next input; read when there is none.
    case carryOn
    /// Call `waited` after this time.
    case wait(TimeAmount)
    /// Find out whether the password is right, and call `examined`.
    case examine(PasswordWork, RequestHead, HTTPRoute)
    /// Tell the client to go on (100), then as `carryOn`.
    case sendContinue
    /// Hand the request to the service, and call `answered` with what it says.
    case serve(HTTPRequest)
    /// Write this, then as `carryOn`.
    case send(Reply)
    /// Write this, close the sending side, ignore what still comes in, and close for good.
    case sendLast(Reply)
    /// As `sendLast` without an answer.
    case close
  }

  /// Which time limit applies.
  enum Patience: Hashable {
    case firstRequest, nextRequest, body, answer, linger
    /// The state ends by itself.
    case unlimited
  }

  private enum State {
    case ready
    case held(RequestHead, Gatekeeper.Ruling)
    case collecting(HTTPRequest, bodyLimit: Int)
    case serving
    /// The answer has been sent; this many bytes of the request's body may still come.
    case discarding(remaining: Int)
    case closing
  }

  /// What the answer depends on, of the request under way.
  private struct Manner {
    var isKeepAlive = false
    var isHTTP10 = false
    var isHead = false
  }

  private let peer: String
  private let discardLimit: Int
  private var state = State.ready
  private var manner = Manner()
  private var isFirstRequest = true
  /// False once this is the last request: the client has closed its side, or the server is stopping.
  private var mayContinue = true

  /// `discardLimit`: how many bytes of a refused request's body are taken in to keep the connection.
  init(peer: String, discardLimit: Int) {
    self.peer = peer
    self.discardLimit = discardLimit
  }

  /// Whether the next part of a request may be given.
  var isReceptive: Bool {
    switch state {
    case .ready, .collecting, .discarding: true
    case .held, .serving, .closing: false
    }
  }

  var isClosing: Bool { if case .closing = state { true } else { false } }

  var isServing: Bool { if case .serving = state { true } else { false } }

  var patience: Patience {
    switch state {
    case .ready: isFirstRequest ? .firstRequest : .nextRequest
    case .held: .unlimited
    case .collecting, .discarding: .body
    case .serving: .answer
    case .closing: .linger
    }
  }

  // MARK: Parts of a request

  mutating func receivedHead(_ head: RequestHead, _ ruling: Gatekeeper.Ruling) -> Step {
    guard case .ready = state else { return .carryOn }
    isFirstRequest = false
    manner = Manner(isKeepAlive: head.isKeepAlive, isHTTP10: head.isHTTP10, isHead: head.method == "HEAD")
    return follow(ruling, on: head)
  }

  private mutating func follow(_ ruling: Gatekeeper.Ruling, on head: RequestHead) -> Step {
    state = .held(head, ruling)
    switch ruling {
    case .admit(let admission) where admission.delay > .zero: return .wait(admission.delay)
    case .refuse(let refusal) where refusal.delay > .zero: return .wait(refusal.delay)
    case .admit, .refuse: return proceed(head, ruling)
    case .examine(let work, let route): return .examine(work, head, route)
    }
  }

  mutating func receivedBody(_ part: ByteBuffer) -> Step {
    switch state {
    case .collecting(var request, let bodyLimit):
      guard request.body.readableBytes + part.readableBytes <= bodyLimit else { return last(Reply(.contentTooLarge)) }
      // The state gives up its buffer first: appending to one that is shared would copy it.
      state = .closing
      if request.body.readableBytes == 0 {
        request.body = part
      } else {
        request.body.writeImmutableBuffer(part)
      }
      state = .collecting(request, bodyLimit: bodyLimit)
    case .discarding(let remaining):
      guard part.readableBytes <= remaining else { return close() }
      state = .discarding(remaining: remaining - part.readableBytes)
    case .ready, .held, .serving, .closing: break
    }
    return .carryOn
  }

  mutating func receivedEnd() -> Step {
    switch state {
    case .collecting(let request, _):
      state = .serving
      return .serve(request)
    case .discarding:
      guard mayContinue else { return close() }
      state = .ready
    case .ready, .held, .serving, .closing: break
    }
    return .carryOn
  }

  /// The bytes that came in are no request; `reply` says so.
  mutating func receivedGarbage(_ reply: Reply) -> Step {
    switch state {
    case .ready, .collecting: last(reply)
    case .discarding: close()
    case .held, .serving, .closing: .carryOn
    }
  }

  // MARK: Everything else

  /// The time of a `wait` step has passed.
  mutating func waited() -> Step {
    guard case .held(let head, let ruling) = state else { return .carryOn }
    return proceed(head, ruling)
  }

  /// The work of an `examine` step is done, and this is the ruling that follows from it.
  mutating func examined(_ ruling: Gatekeeper.Ruling) -> Step {
    guard case .held(let head, .examine) = state else { return .carryOn }
    return follow(ruling, on: head)
  }

  /// The service, or the server in its place, has an answer.
  mutating func answered(_ reply: Reply) -> Step {
    guard case .serving = state else { return .carryOn }
    state = .ready
    return finish(reply, keeps: true)
  }

  mutating func timedOut() -> Step {
    switch state {
    case .ready where isFirstRequest: last(Reply(.requestTimeout))
    case .collecting: last(Reply(.requestTimeout))
    case .serving: last(Reply(.serviceUnavailable))
    case .ready, .discarding: close()
    case .held, .closing: .carryOn
    }
  }

  /// The client sends no more.
  mutating func inputClosed() -> Step { finishUp() }

  /// The server is stopping: a request under way is answered, no other is taken.
  mutating func shutDown() -> Step {
    if case .collecting = state {
      mayContinue = false
      return .carryOn
    }
    return finishUp()
  }

  // MARK: Moves

  private mutating func finishUp() -> Step {
    mayContinue = false
    switch state {
    case .ready, .collecting, .discarding: return close()
    case .held, .serving, .closing: return .carryOn
    }
  }

  private mutating func proceed(_ head: RequestHead, _ ruling: Gatekeeper.Ruling) -> Step {
    switch ruling {
    case .admit(let admission):
      let request = HTTPRequest(
        method: head.method, path: head.path, contentType: head.contentType, body: ByteBuffer(), peer: peer,
        user: admission.user, identifyHeader: head.identifyHeader)
      state = .collecting(request, bodyLimit: admission.bodyLimit)
      return head.expectsContinue && head.hasBody ? .sendContinue : .carryOn
    case .refuse(let refusal):
      // A client that was not told to go on may or may not send its body: only closing is unambiguous.
      let keeps = !refusal.closes && !(head.expectsContinue && head.hasBody)
      state = .discarding(remaining: discardLimit)
      return finish(refusal.reply, keeps: keeps)
    // Nothing follows from it before it is `examined`.
    case .examine: return .carryOn
    }
  }

  /// Answers and keeps the connection in the state just set, if client and server both want that.
  private mutating func finish(_ reply: consuming Reply, keeps: Bool) -> Step {
    guard keeps, manner.isKeepAlive, mayContinue else { return last(reply) }
    reply.omitsBody = manner.isHead
    if manner.isHTTP10 { reply.connection = .keepAlive }
    return .send(reply)
  }

  private mutating func last(_ reply: consuming Reply) -> Step {
    state = .closing
    reply.omitsBody = manner.isHead
    reply.connection = .close
    return .sendLast(reply)
  }

  private mutating func close() -> Step {
    state = .closing
    return .close
  }
}
