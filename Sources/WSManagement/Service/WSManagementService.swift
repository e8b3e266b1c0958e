public import CIM
import Model
import Synchronization
import XML

/// The WS-Management service: bytes in, bytes or a command out. It does no input or output, never waits, and may be
/// called on any thread.
public final class WSManagementService: Sendable {
  let view: CIMView
  let introductions: Introductions
  let limits: ServiceLimits
  let random: @Sendable (Int) -> [UInt8]
  let messageIDs: MessageIDs
  let cache: RenderCache
  let contexts: Mutex<EnumerationContexts>
  private let parsers: ParserPool

  /// `random` gives so many bytes that cannot be guessed.
  public init(
    view: CIMView, identity: ServiceIdentity, limits: ServiceLimits = ServiceLimits(),
    random: @escaping @Sendable (Int) -> [UInt8]
  ) {
    self.view = view
    introductions = Introductions(identity)
    self.limits = limits
    self.random = random
    messageIDs = MessageIDs(random: random(8))
    cache = RenderCache(bound: limits.renderCache)
    contexts = Mutex(EnumerationContexts(limits: limits))
    parsers = ParserPool(limits: limits.xml)
  }

  public func handle(_ request: WSManagementRequest) -> Handling {
    let tree: XMLTree
    do {
      tree = try parsers.parse(request.body, charset: request.charset)
    } catch {
      let encoding = XMLEncoding.likely(request.body, charset: request.charset)
      return .answer(answer(Fault(error), Reply(encoding: encoding, limit: limits.answer)))
    }
    let envelope = Envelope(tree)
    let limit = min(limits.answer, envelope.headers.sizeLimit ?? .max)
    let reply = Reply(envelope.headers, encoding: tree.encoding, limit: limit)
    do {
      return try handle(request, envelope, reply)
    } catch {
      return .answer(answer(error, reply))
    }
  }

  private func handle(
    _ request: WSManagementRequest, _ envelope: Envelope, _ reply: Reply
  ) throws(Fault) -> Handling {
    if let defect = envelope.defect { throw defect }
    guard request.caller?.mayRead ?? false || envelope.isIdentify else { throw Fault(.accessDenied) }
    try envelope.headers.check(isIdentify: envelope.isIdentify, limits: limits)
    try envelope.headers.checkSizeLimit()
    let exchange = Exchange(
      headers: envelope.headers, content: envelope.content, reply: reply, user: request.caller?.name ?? "",
      isAnonymous: request.caller == nil, snapshot: request.snapshot, now: request.now,
      timeLimit: try envelope.headers.timeLimit())
    if envelope.isIdentify { return .answer(try answer(identify(exchange), reply)) }
    return try dispatch(exchange)
  }

  /// A successful answer, unless it is larger than the client will take.
  func answer(_ body: [UInt8], _ reply: Reply) throws(Fault) -> Answer { try answer([body], reply) }

  /// As above, of a body in pieces.
  func answer(_ pieces: [[UInt8]], _ reply: Reply) throws(Fault) -> Answer {
    let answer = Answer(status: 200, pieces: pieces, encoding: reply.encoding)
    guard answer.size <= reply.limit else {
      throw Fault(
        .encodingLimit, .maxEnvelopeSize,
        "The answer has \(answer.size) octets, more than the \(reply.limit) allowed.")
    }
    return answer
  }

  /// As much of a fault as the client will take.
  func answer(_ fault: Fault, _ reply: Reply) -> Answer {
    let (id, status) = (messageIDs.next(), fault.kind.row.code.status)
    let limit = max(reply.limit, ServiceLimits.leastAnswer)
    for extent in FaultExtent.allCases.dropLast() {
      let answer = Answer(
        status: status, body: fault.envelope(reply, messageID: id, extent), encoding: reply.encoding)
      if answer.size <= limit { return answer }
    }
    return Answer(status: status, body: fault.envelope(reply, messageID: id, .least), encoding: reply.encoding)
  }
}
