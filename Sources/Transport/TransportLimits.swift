public import NIOCore

/// What a server takes before it refuses: sizes in bytes, counts, times.
public struct TransportLimits: Hashable, Sendable {
  /// The largest request body; larger ones get 413.
  public var bodySize = 512 * 1024
  /// The largest request body on an anonymous route.
  public var anonymousBodySize = 16 * 1024
  /// A request line and all header fields together; more get 431. As many again for chunk extensions and trailers.
  public var headSize = 16 * 1024
  public var headFieldCount = 64

  /// Open connections, over all and from one address; further ones get 503. An eighth more is kept for addresses from
  /// which somebody has logged in within a day.
  public var connections = 512
  public var connectionsPerAddress = 128
  /// Requests that wait for the service's answer; further ones get 503.
  public var requestsInFlight = 64

  /// From accepting a connection to the end of the first request's head.
  public var firstRequestTime: TimeAmount = .seconds(15)
  /// From one answer to the end of the next request's head.
  public var idleTime: TimeAmount = .seconds(120)
  /// From the end of a request's head to the end of its body.
  public var bodyTime: TimeAmount = .seconds(30)
  /// From a request to the service's answer.
  public var answerTime: TimeAmount = .seconds(180)
  /// For a client to take in an answer.
  public var writeTime: TimeAmount = .seconds(30)
  /// From the last answer on a connection until it is cut, if the client does not close it first.
  public var lingerTime: TimeAmount = .seconds(1)
  /// What `shutdown` grants to requests that are being answered.
  public var shutdownTime: TimeAmount = .milliseconds(500)

  /// How long a Digest nonce is good for, and how many of those in use are remembered.
  public var nonceLifetime: TimeAmount = .minutes(30)
  public var noncesInUse = 1024

  public init() {}

  /// How often connections are checked against their time limits: often enough to notice the shortest one in time.
  var checkInterval: TimeAmount {
    let shortest = [firstRequestTime, idleTime, bodyTime, answerTime, writeTime, lingerTime].min() ?? .seconds(1)
    return min(max(.nanoseconds(shortest.nanoseconds / 4), .milliseconds(10)), .seconds(1))
  }
}
