/// Why a file of the state directory could not be read or written. The description is a sentence for the operator.
public struct StateFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried: `open`, `write`.
  public var action: String
  public var path: String
  /// The system's own text, or the rule that was broken.
  public var reason: String

  public init(action: String, path: String, reason: String) {
    self.action = action
    self.path = path
    self.reason = reason
  }

  public var description: String { "Cannot \(action) \(path): \(reason)." }
}
