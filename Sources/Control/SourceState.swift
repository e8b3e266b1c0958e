internal import JSONText

/// How one of the agent's ways to hardware stands.
public struct SourceState: Hashable, Sendable {
  public enum State: String, CaseIterable, Sendable {
    case working, connecting, failing
  }

  public var name: String
  public var state: State
  /// Where it is failing: a stable word such as `wrong-password`, and a sentence that says what to do.
  public var kind: String?
  public var message: String?

  public init(name: String, state: State, kind: String? = nil, message: String? = nil) {
    self.name = name
    self.state = state
    self.kind = kind
    self.message = message.map { String($0.unicodeScalars.prefix(Self.messageLimit)) }
  }

  /// Unicode scalars of a message that are told.
  static let messageLimit = 240

  var document: JSON {
    .object([
      ("name", .string(name)), ("state", .string(state.rawValue)), ("kind", .string(kind)),
      ("message", .string(message)),
    ])
  }

  init?(_ document: JSON) {
    guard let name = document["name"]?.string, let state = document["state"]?.string.flatMap(State.init(rawValue:))
    else { return nil }
    self.init(name: name, state: state, kind: document["kind"]?.string, message: document["message"]?.string)
  }
}
