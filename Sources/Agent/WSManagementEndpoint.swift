import Engine
import Model
import NIOCore
import Synchronization
import Transport
import WSManagement

/// Where HTTP meets WS-Management: which paths there are, and the way of one request through the model and, for a
/// command, through the door.
final class WSManagementEndpoint: HTTPService {
  private let service: WSManagementService
  private let store: ModelStore
  private let time: any TimeSource
  private let accounts: AccountStore
  private let door: any CommandDoor
  private let allowsAnonymousIdentify: Bool

  init(
    service: WSManagementService, store: ModelStore, time: any TimeSource, accounts: AccountStore,
    door: any CommandDoor, allowsAnonymousIdentify: Bool
  ) {
    self.service = service
    self.store = store
    self.time = time
    self.accounts = accounts
    self.door = door
    self.allowsAnonymousIdentify = allowsAnonymousIdentify
  }

  func route(path: String, identifyHeader: Bool) -> HTTPRoute? {
    switch path {
    case "/wsman", "/wsman/": identifyHeader && allowsAnonymousIdentify ? Self.open : Self.closed
    case "/wsman-anon/identify" where allowsAnonymousIdentify: Self.open
    default: nil
    }
  }

  private static let open = HTTPRoute(methods: ["POST"], access: .anonymous, mediaTypes: mediaTypes)
  private static let closed = HTTPRoute(methods: ["POST"], access: .authenticated, mediaTypes: mediaTypes)
  /// That of SOAP 1.2, and those of XML, as what is not SOAP 1.2 is told so by a fault.
  private static let mediaTypes = ["application/soap+xml", "text/xml", "application/xml"]

  func handle(_ request: HTTPRequest, on eventLoop: any EventLoop, respond: @escaping @Sendable (HTTPAnswer) -> Void) {
    let now = time.now()
    // Looked up now, not when the connection was made: an account taken away stops at once.
    let rights = request.user.flatMap { accounts.rights(of: $0, at: now) }
    let handling = request.body.withUnsafeReadableBytes { body in
      service.handle(
        WSManagementRequest(
          body: body, contentType: request.contentType,
          caller: request.user.map {
            Identity(name: $0, address: request.peer, mayRead: rights?.allow(.read) ?? false)
          }, now: now, snapshot: store.snapshot))
    }
    switch handling {
    case .answer(let answer):
      respond(HTTPAnswer(answer))
    case .command(let pending):
      guard let user = request.user, let rights else {
        return respond(HTTPAnswer(pending.finish(.denied, store.snapshot, now)))
      }
      let caller = Caller(
        user: user, rights: rights, address: request.peer, face: "ws-management", request: pending.request)
      submit(pending, by: caller, on: eventLoop, respond: respond)
    }
  }

  /// Sends the command through the door. The client hears what became of it or, when its own time limit is over
  /// first, that it timed out.
  private func submit(
    _ pending: PendingCommand, by caller: Caller, on eventLoop: any EventLoop,
    respond: @escaping @Sendable (HTTPAnswer) -> Void
  ) {
    let answer = FirstOnly { [store, time] outcome in
      respond(HTTPAnswer(pending.finish(outcome, store.snapshot, time.now())))
    }
    let limit = pending.timeLimit.map { limit in
      eventLoop.scheduleTask(in: .nanoseconds(limit.nanoseconds)) {
        answer.give(.timedOut("The command was still under way when the OperationTimeout was over."))
      }
    }
    door.submit(pending.command, by: caller) { outcome in
      limit?.cancel()
      answer.give(outcome)
    }
  }
}

/// Passes on the first outcome of several, and only that.
private final class FirstOnly: Sendable {
  private let isGiven = Mutex(false)
  private let use: @Sendable (CommandOutcome) -> Void

  init(_ use: @escaping @Sendable (CommandOutcome) -> Void) { self.use = use }

  func give(_ outcome: CommandOutcome) {
    let isFirst = isGiven.withLock { given in
      defer { given = true }
      return !given
    }
    if isFirst { use(outcome) }
  }
}

extension HTTPAnswer {
  fileprivate init(_ answer: Answer) {
    self.init(status: answer.status, contentType: answer.contentType, pieces: answer.pieces)
  }
}
