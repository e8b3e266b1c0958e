import NIOCore
import Synchronization
import Transport

/// `/wsman` needs credentials unless the identify header is there, `/open` needs none, `/typed` takes XML only, and
/// `/later` is answered when the test says so. Answers repeat the body, and remember the requests.
final class TestService: HTTPService {
  private struct State {
    var requests: [HTTPRequest] = []
    var waiting: [@Sendable (HTTPAnswer) -> Void] = []
  }

  private let state = Mutex(State())

  var requests: [HTTPRequest] { state.withLock { $0.requests } }

  func route(path: String, identifyHeader: Bool) -> HTTPRoute? {
    switch path {
    case "/wsman": HTTPRoute(methods: ["POST"], access: identifyHeader ? .anonymous : .authenticated)
    case "/typed":
      HTTPRoute(methods: ["POST"], access: .anonymous, mediaTypes: ["application/soap+xml", "text/xml"])
    case "/open", "/later", "/forbidden", "/large": HTTPRoute(methods: ["POST", "PUT"], access: .anonymous)
    default: nil
    }
  }

  func handle(_ request: HTTPRequest, on eventLoop: any EventLoop, respond: @escaping @Sendable (HTTPAnswer) -> Void) {
    state.withLock { $0.requests.append(request) }
    switch request.path {
    case "/later": state.withLock { $0.waiting.append(respond) }
    case "/forbidden": respond(HTTPAnswer(status: 401, contentType: nil, body: []))
    case "/large":
      respond(HTTPAnswer(status: 200, contentType: "text/plain", body: [UInt8](repeating: 120, count: 4 << 20)))
    default:
      respond(HTTPAnswer(status: 200, contentType: "text/plain", body: Array(request.body.readableBytesView)))
    }
  }

  /// Answers the oldest request to `/later`, if there is one yet.
  func answerWaiting(_ text: String) -> Bool {
    guard let respond = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) else { return false }
    respond(HTTPAnswer(status: 200, contentType: "text/plain", body: Array(text.utf8)))
    return true
  }
}
