import Hashing
import NIOCore
import NIOEmbedded

@testable import Transport

/// The bytes of one connection, in whatever pieces: every answer is whole, in order and of a known status, the service
/// sees only what was let in, and the connection ends.
///
/// Control characters in the input are not sent but done (see `Stroke`), so that an input reads as a conversation.
enum HTTPTarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    let limits = TransportLimits()
    let service = Service()
    let loop = EmbeddedEventLoop()
    let channel = EmbeddedChannel(loop: loop)
    // A service that nobody waits for any more may answer all the same.
    defer { service.answerAll() }
    do {
      try core(loop, service, limits).welcome(channel, usesTLS: false, service: nil)
      try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 50000)).wait()
      for stroke in Stroke.read(input) {
        // Errors of a broken stream go to the handlers; what they let through is nobody's.
        try? play(stroke, on: channel, service)
        loop.run()
      }
    } catch {
      throw Violation("the pipeline cannot be set up: \(error)")
    }
    _ = try? channel.finish(acceptAlreadyClosed: true)
    try require(!channel.isActive, "the connection is still open")
    var sent: [UInt8] = []
    while let piece = try? channel.readOutbound(as: ByteBuffer.self) { sent += Array(piece.readableBytesView) }
    let answers = try HTTPAnswers.read(sent)
    try require(answers <= service.count + input.count / 8 + 1, "\(answers) answers to \(input.count) bytes")
    try service.check(limits)
    try compare(service.requests, with: input)
  }

  /// What was served stands in the stream for another reader too, in the same order.
  private static func compare(_ served: [HTTPRequest], with input: UnsafeRawBufferPointer) throws(Violation) {
    var bytes: [UInt8] = []
    for case .bytes(let piece) in Stroke.read(input) { bytes += piece }
    let second = SecondReader.requests(in: bytes)
    var others = second.read[...]
    for request in served {
      let body = Array(request.body.readableBytesView)
      let place = others.firstIndex { other in
        other.method == request.method && other.body == body && other.target.contains(request.path)
      }
      guard let place else {
        if second.stopsEarly { return }
        throw Violation("\(request.method) \(request.path) with \(body.count) bytes is no request to another reader")
      }
      others = others[(place + 1)...]
    }
  }

  private static func core(_ loop: EmbeddedEventLoop, _ service: Service, _ limits: TransportLimits) -> ServerCore {
    let authenticator = Authenticator(
      randomBytes: Array(0..<48), nonceLifetime: limits.nonceLifetime, noncesInUse: limits.noncesInUse)
    return ServerCore(
      eventLoop: loop, limits: limits, service: service,
      gatekeeper: Gatekeeper(
        service: service, credentials: Accounts(), limits: limits, authenticator: authenticator),
      identity: nil, allowsBasicOverHTTP: true, onFailedLogin: { _, _ in })
  }

  private static func play(_ stroke: Stroke, on channel: EmbeddedChannel, _ service: Service) throws {
    switch stroke {
    case .bytes(let bytes): if channel.isActive { try channel.writeInbound(ByteBuffer(bytes: bytes)) }
    case .halfClose: channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    case .answerOne: service.answerOne()
    case .wait: channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    }
  }

  /// What happens on the wire.
  enum Stroke {
    case bytes([UInt8])
    /// The client has sent all it will.
    case halfClose
    /// The service answers the oldest request that it keeps waiting (those to `/later`).
    case answerOne
    /// Two seconds pass for the timers.
    case wait

    static func read(_ input: UnsafeRawBufferPointer) -> [Stroke] {
      var strokes: [Stroke] = []
      var piece: [UInt8] = []
      var isLiteral = false
      func cut() {
        if !piece.isEmpty { strokes.append(.bytes(piece)) }
        piece = []
      }
      for byte in input {
        switch byte {
        case _ where isLiteral:
          piece.append(byte)
          isLiteral = false
        case Mark.literal: isLiteral = true
        case Mark.split: cut()
        case 0x1C:
          cut()
          strokes.append(.halfClose)
        case 0x1D:
          cut()
          strokes.append(.answerOne)
        case 0x1F:
          cut()
          strokes.append(.wait)
        default: piece.append(byte)
        }
      }
      cut()
      return strokes
    }
  }
}

/// `/wsman` needs credentials unless the identify header is there, `/open` and `/later` need none; `/later` is answered
/// when the input says so. Answers repeat the body.
private final class Service: HTTPService, @unchecked Sendable {
  // Unchecked: an embedded channel does everything on the thread of its test.
  private(set) var requests: [HTTPRequest] = []
  private var waiting: [@Sendable (HTTPAnswer) -> Void] = []

  var count: Int { requests.count }

  func route(path: String, identifyHeader: Bool) -> HTTPRoute? {
    switch path {
    case "/wsman": HTTPRoute(methods: ["POST"], access: identifyHeader ? .anonymous : .authenticated)
    case "/open", "/later": HTTPRoute(methods: ["POST", "HEAD"], access: .anonymous)
    default: nil
    }
  }

  func handle(_ request: HTTPRequest, on eventLoop: any EventLoop, respond: @escaping @Sendable (HTTPAnswer) -> Void) {
    requests.append(request)
    if request.path == "/later" { return waiting.append(respond) }
    respond(HTTPAnswer(status: 200, contentType: "text/plain", body: Array(request.body.readableBytesView)))
  }

  func answerOne() {
    if !waiting.isEmpty { waiting.removeFirst()(HTTPAnswer(status: 200, contentType: nil, body: [])) }
  }

  func answerAll() { while !waiting.isEmpty { answerOne() } }

  func check(_ limits: TransportLimits) throws(Violation) {
    for request in requests {
      let route = route(path: request.path, identifyHeader: request.identifyHeader)
      guard let route else { throw Violation("a request to \(request.path) was let in") }
      try require(route.methods.contains(request.method), "\(request.method) \(request.path) was let in")
      let isOpen = route.access == .anonymous
      try require(isOpen || request.user == Accounts.user, "\(request.path) was let in without credentials")
      try require(!isOpen || request.user == nil, "an anonymous request has the user \(request.user ?? "")")
      let limit = isOpen ? limits.anonymousBodySize : limits.bodySize
      try require(request.body.readableBytes <= limit, "a body of \(request.body.readableBytes) bytes was let in")
    }
  }
}

/// One account, `admin` with the password `P@ssw0rd`.
private struct Accounts: CredentialStore {
  static let user = "admin"
  static let password = "P@ssw0rd"

  var realm: String { "Lantern-0011223344556677" }

  func digestSecret(for user: String) -> [UInt8]? {
    user == Self.user ? MD5.digest("\(user):\(realm):\(Self.password)".utf8) : nil
  }

  func check(user: String, password: [UInt8]) -> PasswordCheck {
    .done(user == Self.user && password == Array(Self.password.utf8))
  }

  func stamp(of user: String) -> [UInt8]? { digestSecret(for: user) }
}
