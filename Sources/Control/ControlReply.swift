internal import JSONText

/// What an agent answers to a `ControlRequest`: one line of JSON.
public enum ControlReply: Hashable, Sendable {
  /// To `status`, and to `reload-certificate` once it has worked.
  case status(AgentStatus)
  /// To `explain`: `Explanation.objectLimit` at most.
  case explained([Explanation])
  /// What was asked for was not done: a sentence that says why.
  case failed(String)

  /// Bytes of a reply, with its line feed, that are read: more than the largest status has.
  public static let sizeLimit = 4 << 20

  public var line: String {
    switch self {
    case .status(let status): JSON.object([("status", status.document)]).line + "\n"
    case .explained(let found):
      JSON.object([("explained", .array(found.prefix(Explanation.objectLimit).map(\.document)))]).line + "\n"
    case .failed(let reason): JSON.object([("error", .string(reason))]).line + "\n"
    }
  }

  /// Nil for what is no reply.
  public init?(line: some Collection<UInt8>) {
    guard let document = JSON(parsing: line) else { return nil }
    if let status = document["status"].flatMap({ AgentStatus($0) }) {
      self = .status(status)
    } else if let found = document["explained"]?.array {
      self = .explained(found.compactMap { Explanation($0) })
    } else if let reason = document["error"]?.string {
      self = .failed(reason)
    } else {
      return nil
    }
  }
}
