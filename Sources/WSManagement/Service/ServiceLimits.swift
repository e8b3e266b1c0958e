public import XML

/// What clients may cost the service.
public struct ServiceLimits: Hashable, Sendable {
  /// Of requests.
  public var xml = XMLLimits()
  /// Octets of an answer, where the client does not ask for less.
  public var answer = 1 << 20
  /// Selectors in one set.
  public var selectors = 32
  /// Octets of the selectors of a filter, names and values: an enumeration keeps them as long as it lasts.
  public var filterSelectors = 8 << 10
  /// Options in one set.
  public var options = 64
  /// Octets of one address, action, message id or resource URI.
  public var uri = 2048
  /// Enumerations a user may have under way, and all users together.
  public var contextsPerUser = 16
  public var contexts = 256
  /// How long an enumeration waits for the next Pull.
  public var contextIdle: Duration = .seconds(300)
  /// The longest life an enumeration is granted on request.
  public var contextLife: Duration = .seconds(3600)
  /// What one answer of an enumeration may take beside rendering, so that no filter holds up other requests: about as
  /// many instances looked at. An answer that has used it up has what was found so far, and a context. Finding the one
  /// instance that selectors name may take as much; then it is a fault.
  public var enumerationEffort = 100_000
  /// Octets of rendered instances that are kept.
  public var renderCache = 1 << 20

  public init() {}

  /// A client that asks for less than this is refused (DSP0226 R6.2-4).
  static let leastAnswer = 8192
}
