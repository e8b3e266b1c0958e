import Documents
import Model

/// Where an object of a board file is declared, and what reads it.
public struct Origin: Hashable, Sendable {
  public var file: String
  public var line: Int
  public var column: Int
  /// What `lantern explain` says of it, in order: bus, chip, channel, scale.
  public var facts: [Fact] = []

  public struct Fact: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}

/// The origins of all objects, as they become known while a file is read.
final class Origins {
  private(set) var all: [ObjectID: Origin] = [:]

  func note(_ id: ObjectID, at node: Node) {
    guard all[id] == nil else { return }
    all[id] = Origin(file: node.file, line: node.position.line, column: node.position.column)
  }

  func add(_ fact: Origin.Fact, to id: ObjectID) { all[id]?.facts.append(fact) }
}
