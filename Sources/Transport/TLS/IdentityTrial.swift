import NIOCore

/// An identity that the server tries on itself before anybody else sees it.
struct IdentityTrial {
  private let identity: TLSIdentity
  /// From which the server connects to itself.
  var ports: Set<Int> = []

  init(_ identity: TLSIdentity) { self.identity = identity }

  /// What a connection is shown that the server has made to itself; nil for everybody else's. Such a one is welcome also
  /// where the limits are reached.
  func candidate(for channel: any Channel) -> TLSIdentity? {
    guard let remote = channel.remoteAddress, let port = remote.port, ports.contains(port),
      remote.ipAddress == channel.localAddress?.ipAddress
    else { return nil }
    return identity
  }
}
