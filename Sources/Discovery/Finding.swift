public import RMCP

/// What a sweep found at one address.
public struct Finding: Hashable, Sendable {
  public let address: IPAddress
  /// Its answer to the presence ping.
  public var pong: PresencePong?
  /// Where WS-Management is served.
  public var service: Service?

  public struct Service: Hashable, Sendable {
    public var probe: Probe
    /// Nil when it tells nothing to strangers.
    public var identity: IdentifyResponse?
    public var certificate: Certificate?
  }
}
