public import Transport

/// An address to serve on.
public struct Listener: Hashable, Sendable {
  public var address: ListenAddress
  /// The only system that requests through it see; nil for all that the board has.
  public var system: String?

  public init(address: ListenAddress, system: String? = nil) {
    self.address = address
    self.system = system
  }
}
