internal import NIOCore
public import RMCP

/// An address to answer presence pings on, written `192.0.2.7`, `192.0.2.7:623` or `[2001:db8::7]:623`.
public struct PresenceAddress: Hashable, Sendable, CustomStringConvertible {
  /// An IPv4 or IPv6 address without brackets.
  public var host: String
  /// UDP; 0 lets the system choose.
  public var port: Int

  public init(host: String, port: Int = RMCP.port) {
    self.host = host
    self.port = port
  }

  /// Nil for what is written otherwise, and for names.
  public init?(parsing text: String) {
    guard let (host, port) = ListenAddress.split(text[...], RMCP.port),
      let address = try? SocketAddress(ipAddress: host, port: port),
      (address.protocol == .inet6) == text.hasPrefix("[")
    else { return nil }
    self.init(host: host, port: port)
  }

  public var description: String { ListenAddress.authority(host, port) }
}
