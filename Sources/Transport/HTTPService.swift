public import NIOCore

/// What answers the requests a server has let in. The server knows no path and no content type of its own.
public protocol HTTPService: Sendable {
  /// What is at `path` (without query); nil when nothing is. `identifyHeader` says that the request carries a
  /// `WSMANIDENTIFY` header. Called on the event loop before anything else is known of the request: must not block.
  func route(path: String, identifyHeader: Bool) -> HTTPRoute?

  /// Answers one request. Called on the event loop; must not block. `respond` is called exactly once, then or later,
  /// on any thread; later calls are ignored, and so are answers that come after the client has gone.
  func handle(_ request: HTTPRequest, on eventLoop: any EventLoop, respond: @escaping @Sendable (HTTPAnswer) -> Void)
}

/// What the server has to know of a path before it looks at a request.
public struct HTTPRoute: Hashable, Sendable {
  public enum Access: Hashable, Sendable {
    /// Only with valid credentials.
    case authenticated
    /// Without credentials; those sent are not looked at. Bodies are limited to `TransportLimits.anonymousBodySize`.
    case anonymous
  }

  /// The methods allowed, in the order of the `Allow` header: `POST`.
  public var methods: [String]
  public var access: Access
  /// The media types of bodies, in lower case and without parameters; nil when any will do. A request that does not
  /// say what its body is gets the benefit of the doubt.
  public var mediaTypes: [String]?

  public init(methods: [String], access: Access, mediaTypes: [String]? = nil) {
    self.methods = methods
    self.access = access
    self.mediaTypes = mediaTypes
  }

  /// Whether a body with this `Content-Type` is taken.
  func accepts(_ contentType: String?) -> Bool {
    guard let mediaTypes, var contentType else { return true }
    return contentType.withUTF8 { text in
      var count = 0
      while count < text.count, text[count] != UInt8(ascii: ";"), !text[count].isBlank { count += 1 }
      if count == 0 { return true }
      for var type in mediaTypes where type.utf8.count == count {
        let isSame = type.withUTF8 { type in
          var index = 0
          while index < count, text[index].lowercased == type[index] { index += 1 }
          return index == count
        }
        if isSame { return true }
      }
      return false
    }
  }
}

/// A complete request that passed authentication and every limit.
public struct HTTPRequest: Hashable, Sendable {
  public var method: String
  /// Absolute path without query, as sent.
  public var path: String
  public var contentType: String?
  public var body: ByteBuffer
  /// The client's IP address as text.
  public var peer: String
  /// The account the credentials belong to; nil on an anonymous route.
  public var user: String?
  /// The request carries a `WSMANIDENTIFY` header.
  public var identifyHeader: Bool

  public init(
    method: String, path: String, contentType: String?, body: ByteBuffer, peer: String, user: String?,
    identifyHeader: Bool
  ) {
    self.method = method
    self.path = path
    self.contentType = contentType
    self.body = body
    self.peer = peer
    self.user = user
    self.identifyHeader = identifyHeader
  }
}

/// A service's answer. `Content-Length`, `Connection` and, on 401, the challenge are the server's business.
public struct HTTPAnswer: Hashable, Sendable {
  public var status: Int
  /// Left out of the answer when nil.
  public var contentType: String?
  /// The body's octets, one piece after the other: what is kept between answers need not be copied together first.
  public var pieces: [[UInt8]]

  public init(status: Int, contentType: String?, pieces: [[UInt8]]) {
    self.status = status
    self.contentType = contentType
    self.pieces = pieces
  }

  public init(status: Int, contentType: String?, body: [UInt8]) {
    self.init(status: status, contentType: contentType, pieces: [body])
  }
}
