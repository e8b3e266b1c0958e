internal import JSONText

/// What an agent knows of one of its objects, and from where.
public struct Explanation: Hashable, Sendable {
  /// `sensor/inlet-temp`
  public var object: String
  /// In the order in which they are told. A name may come several times.
  public var facts: [Fact]

  public struct Fact: Hashable, Sendable {
    public var name: String
    public var value: String

    /// A value of more than `valueLimit` Unicode scalars is cut short.
    public init(_ name: String, _ value: String) {
      self.name = name
      let scalars = value.unicodeScalars
      self.value = scalars.count > Self.valueLimit ? String(scalars.prefix(Self.valueLimit)) + "…" : value
    }

    static let valueLimit = 400
  }

  /// Facts that are told at the most.
  public static let factLimit = 64
  /// Objects that are told at the most.
  public static let objectLimit = 12

  public init(object: String, facts: [Fact]) {
    self.object = object
    self.facts = Array(facts.prefix(Self.factLimit))
  }

  /// As `lantern explain` prints it: the object, and a line for each fact, in two columns.
  public var text: String {
    let width = facts.map(\.name.utf8.count).max() ?? 0
    return
      ([object]
      + facts.map { fact in
        "  \(fact.name)" + String(repeating: " ", count: width - fact.name.utf8.count) + "  \(fact.value)"
      }).joined(separator: "\n")
  }

  /// As `lantern explain --json` prints several.
  public static func json(_ explanations: [Explanation]) -> String {
    JSON.array(explanations.map(\.document)).text()
  }

  var document: JSON {
    .object([
      ("object", .string(object)),
      ("facts", .array(facts.map { .object([("name", .string($0.name)), ("value", .string($0.value))]) })),
    ])
  }

  init?(_ document: JSON) {
    guard let object = document["object"]?.string, let facts = document["facts"]?.array else { return nil }
    self.init(
      object: object,
      facts: facts.compactMap { fact in
        guard let name = fact["name"]?.string, let value = fact["value"]?.string else { return nil }
        return Fact(name, value)
      })
  }
}
