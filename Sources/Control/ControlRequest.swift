internal import JSONText

/// What may be asked of a running agent at its control socket, one line of JSON for each connection:
/// `{"command":"status"}`, `{"command":"explain","id":"inlet-temp"}`.
public enum ControlRequest: Hashable, Sendable {
  case status
  /// Read certificate and key anew, and show them from now on if they work.
  case reloadCertificate
  /// Say what is known of the objects with an id, and from where. The id may have its kind before it: `fan/fan1`.
  case explain(String)

  /// Bytes of a request, with its line feed, that are read.
  public static let sizeLimit = 1024

  /// One of each, to show how they are written.
  public static let examples: [ControlRequest] = [.status, .reloadCertificate, .explain("fan/fan1")]

  public var line: String {
    let members: [(name: String, value: JSON)] =
      switch self {
      case .status: [("command", .string("status"))]
      case .reloadCertificate: [("command", .string("reload-certificate"))]
      case .explain(let id): [("command", .string("explain")), ("id", .string(id))]
      }
    return JSON.object(members).line + "\n"
  }

  /// Nil for what is no request, or an unknown one.
  public init?(line: some Collection<UInt8>) {
    guard let document = JSON(parsing: line) else { return nil }
    switch (document["command"]?.string, document["id"]?.string) {
    case ("status", nil): self = .status
    case ("reload-certificate", nil): self = .reloadCertificate
    case ("explain", let id?): self = .explain(id)
    default: return nil
    }
  }
}
