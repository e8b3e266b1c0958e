internal import JSONText

/// What may be asked of a running agent at its control socket, one line of JSON for each connection:
/// `{"command":"status"}`.
public enum ControlRequest: String, CaseIterable, Sendable {
  case status
  /// Read certificate and key anew, and show them from now on if they work.
  case reloadCertificate = "reload-certificate"

  /// Bytes of a request, with its line feed, that are read.
  public static let sizeLimit = 1024

  public var line: String { JSON.object([("command", .string(rawValue))]).line + "\n" }

  /// Nil for what is no request, or an unknown one.
  public init?(line: some Collection<UInt8>) {
    guard let name = JSON(parsing: line)?["command"]?.string, let request = Self(rawValue: name) else { return nil }
    self = request
  }
}
