import NIOCore

/// Rules on a request from its head alone, before any of its body is looked at: the order of the checks is the order
/// in which clients and standards expect the statuses.
struct Gatekeeper {
  enum Ruling: Hashable {
    case admit(Admission)
    case refuse(Refusal)
    /// Find out whether the password is right, and ask `rule(on:_:after:…)`.
    case examine(PasswordWork, HTTPRoute)
  }

  struct Admission: Hashable {
    /// Nil on an anonymous route.
    var user: String?
    var bodyLimit: Int
    /// How long to wait before going on.
    var delay: TimeAmount = .zero
  }

  struct Refusal: Hashable {
    var reply: Reply
    /// The connection cannot be used any more.
    var closes = false
    var delay: TimeAmount = .zero
  }

  /// Credentials that were wrong.
  struct FailedLogin: Hashable {
    /// At most 64 characters of printable ASCII, fit for a log; `?` stands for every other byte.
    var user: String
    var address: String

    init(user: String, address: String) {
      self.user = String(
        decoding: user.utf8.prefix(64).map { (0x20...0x7e) ~= $0 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
      self.address = address
    }
  }

  /// The login that the ruling before this one found wrong; taken out by the caller.
  private(set) var failedLogin: FailedLogin?

  private let service: any HTTPService
  private let credentials: any CredentialStore
  private let limits: TransportLimits
  private var authenticator: Authenticator
  private var throttle = LoginThrottle()

  init(
    service: any HTTPService, credentials: any CredentialStore, limits: TransportLimits, authenticator: Authenticator
  ) {
    self.service = service
    self.credentials = credentials
    self.limits = limits
    self.authenticator = authenticator
  }

  /// Whether somebody has logged in from this address of late.
  func knows(_ address: String, at now: NIODeadline) -> Bool { throttle.knows(address, at: now) }

  /// `login` is what the request's connection has proven before, and is brought up to date.
  /// `allowsBasic`: nobody on the way can read a password, or the operator does not mind.
  mutating func rule(
    on head: RequestHead, from address: String, login: inout ConnectionLogin, allowsBasic: Bool, at now: NIODeadline
  ) -> Ruling {
    failedLogin = nil
    if let status = head.defect?.status { return .refuse(Refusal(reply: Reply(status), closes: true)) }
    if let length = head.declaredLength, length > limits.bodySize { return tooLarge }
    guard let route = service.route(path: head.path, identifyHeader: head.identifyHeader) else {
      return .refuse(Refusal(reply: Reply(.notFound)))
    }
    guard route.methods.contains(head.method) else {
      var reply = Reply(.methodNotAllowed)
      reply.allow = route.methods.joined(separator: ", ")
      return .refuse(Refusal(reply: reply))
    }
    switch route.access {
    case .anonymous:
      if let length = head.declaredLength, length > limits.anonymousBodySize { return tooLarge }
      return admit(head, route, Admission(user: nil, bodyLimit: limits.anonymousBodySize))
    case .authenticated:
      return authenticate(head, route, from: address, login: &login, allowsBasic: allowsBasic, at: now)
    }
  }

  /// The answer to a request that needs credentials it does not have.
  mutating func challengeReply(stale: Bool, at now: NIODeadline) -> Reply {
    var reply = Reply(.unauthorized)
    reply.challenge = authenticator.challenge(realm: credentials.realm, stale: stale, at: now)
    return reply
  }

  private var tooLarge: Ruling { .refuse(Refusal(reply: Reply(.contentTooLarge), closes: true)) }

  /// Last of all checks, as its answer says something of what is behind the credentials.
  private func admit(_ head: RequestHead, _ route: HTTPRoute, _ admission: Admission) -> Ruling {
    guard !route.accepts(head.contentType) else { return .admit(admission) }
    let reply = Reply(.unsupportedMediaType, explanation: "This path takes bodies of another Content-Type.\n")
    return .refuse(Refusal(reply: reply, delay: admission.delay))
  }

  private mutating func authenticate(
    _ head: RequestHead, _ route: HTTPRoute, from address: String, login: inout ConnectionLogin, allowsBasic: Bool,
    at now: NIODeadline
  ) -> Ruling {
    // Credentials that are sent count for more: who sends them means them. A browser shows its certificate on behalf of
    // any page, but lets a foreign page send none of our media types without asking us first.
    if head.authorization == nil, head.contentType != nil, let user = login.certifiedUser(against: credentials) {
      return admit(head, route, Admission(user: user, bodyLimit: limits.bodySize))
    }
    if allowsBasic, login.hasProven(head.authorization, against: credentials) {
      return admit(head, route, Admission(user: login.user, bodyLimit: limits.bodySize))
    }
    let verdict = authenticator.check(
      head.authorization, method: head.method, target: head.target, allowsBasic: allowsBasic, against: credentials,
      at: now)
    switch verdict {
    case .accepted(let user): return welcome(user, head, route, from: address, login: &login, at: now)
    case .undecided(let work): return .examine(work, route)
    case .refused(.wrong(let user)): return turnAway(user, from: address, at: now)
    case .refused(.stale):
      return .refuse(Refusal(reply: challengeReply(stale: true, at: now)))
    case .refused(.unproven):
      return .refuse(Refusal(reply: challengeReply(stale: false, at: now)))
    }
  }

  /// The ruling on a request whose password had to be examined, now that it has been.
  mutating func rule(
    on head: RequestHead, _ route: HTTPRoute, after work: PasswordWork, isRight: Bool, from address: String,
    login: inout ConnectionLogin, at now: NIODeadline
  ) -> Ruling {
    failedLogin = nil
    return isRight
      ? welcome(work.user, head, route, from: address, login: &login, at: now)
      : turnAway(work.user, from: address, at: now)
  }

  /// The first right credentials of a connection may have to wait, by what was known before them.
  private mutating func welcome(
    _ user: String, _ head: RequestHead, _ route: HTTPRoute, from address: String, login: inout ConnectionLogin,
    at now: NIODeadline
  ) -> Ruling {
    var delay = TimeAmount.zero
    if user != login.user {
      delay = throttle.delay(user, from: address, at: now)
      throttle.succeeded(user, from: address, at: now)
    }
    login.prove(user, by: head.authorization, against: credentials)
    return admit(head, route, Admission(user: user, bodyLimit: limits.bodySize, delay: delay))
  }

  private mutating func turnAway(_ user: String, from address: String, at now: NIODeadline) -> Ruling {
    failedLogin = FailedLogin(user: user, address: address)
    throttle.failed(user, from: address, at: now)
    let delay = throttle.delay(user, from: address, at: now)
    return .refuse(Refusal(reply: challengeReply(stale: false, at: now), delay: delay))
  }
}

extension RequestHead.Defect {
  var status: HTTPStatus {
    switch self {
    case .malformed: .badRequest
    case .unknownTransferEncoding: .notImplemented
    case .contentEncoding: .unsupportedMediaType
    case .unknownExpectation: .expectationFailed
    }
  }
}
