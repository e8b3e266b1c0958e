/// One value of a data file with its place. Scalars stay text: what they mean is decided by the reader that knows
/// which type is expected, so that `no`, `0x48` and `1.10` never surprise.
public struct Node: Sendable {
  public enum Content: Sendable {
    /// `isPlain` when it was written without quotes.
    case scalar(String, isPlain: Bool)
    case sequence([Node])
    /// In the order of the file; keys are scalars and unique.
    case mapping([(key: Node, value: Node)])
    /// `~`, or nothing at all.
    case null
  }

  public let file: String
  public let position: SourcePosition
  public let content: Content

  public init(file: String, position: SourcePosition, content: Content) {
    self.file = file
    self.position = position
    self.content = content
  }

  public var isNull: Bool {
    if case .null = content { true } else { false }
  }

  /// The text of a scalar, whatever it looks like; nil for everything else.
  public var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// What stands here, for messages: `'abc'`, `nothing`, `a list`, `a mapping`.
  public var found: String {
    switch content {
    case .scalar(let text, _): text.count > 40 ? "'\(text.prefix(40))…'" : "'\(text)'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .null: "nothing"
    }
  }
}
