import Transport

/// An address to serve on.
struct Listener: Hashable {
  var address: ListenAddress
  /// The only system that requests through it see; nil for all that the board has.
  var system: String?
}
