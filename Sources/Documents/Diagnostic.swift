/// One thing to say about a data file: where, how bad, and a sentence that tells what to do.
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Sendable {
    /// Something was left out because of it.
    case error
    case warning
  }

  public var severity: Severity
  public var file: String
  /// Nil where the file as a whole is meant.
  public var position: SourcePosition?
  public var message: String

  public init(severity: Severity, file: String, position: SourcePosition?, message: String) {
    self.severity = severity
    self.file = file
    self.position = position
    self.message = message
  }

  /// `file:line:column: error: sentence`, the form editors and terminals make clickable.
  public var description: String {
    let place = position.map { "\(file):\($0.line):\($0.column)" } ?? file
    return "\(place): \(severity.rawValue): \(message)"
  }
}
