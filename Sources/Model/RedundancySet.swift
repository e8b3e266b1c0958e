/// How a set of devices that stand in for each other stands.
public enum RedundancyStatus: String, CaseIterable, Sendable {
  case unknown
  /// All of them work.
  case full
  /// Some have failed, and more work than are needed.
  case degraded
  /// Just as many work as are needed: the next failure counts.
  case lost
  /// Fewer work than are needed.
  case failed
}

/// Devices of one kind, fans or supplies, of which not all are needed. The monitor derives `status` from their health.
public struct RedundancySet: Hashable, Sendable {
  public var id: String
  public var name: String
  public var system: String
  /// Fans, or supplies.
  public var members: [ObjectID]
  /// How many must work; fewer than there are.
  public var needed: Int
  public var status: RedundancyStatus = .unknown

  public init(id: String, name: String, system: String, members: [ObjectID], needed: Int) {
    self.id = id
    self.name = name
    self.system = system
    self.members = members
    self.needed = needed
  }

  /// What follows from the health of each member. Unknown as long as it depends on members of which nothing is known.
  public static func status(of members: [Health], needed: Int) -> RedundancyStatus {
    let working = members.count { $0 == .ok || $0 == .degraded }
    let unknown = members.count { $0 == .unknown }
    let worst = status(working: working, of: members.count, needed: needed)
    return worst == status(working: working + unknown, of: members.count, needed: needed) ? worst : .unknown
  }

  private static func status(working: Int, of count: Int, needed: Int) -> RedundancyStatus {
    if working < needed { return .failed }
    if working == count { return .full }
    return working == needed ? .lost : .degraded
  }

  public var withoutReading: RedundancySet {
    var copy = self
    copy.status = .unknown
    return copy
  }

  public static let fields: [Field<RedundancySet>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("system", .string) { .string($0.system) },
    // What its members are.
    Field("of", .choice, vocabulary: [ObjectKind.fan.rawValue, ObjectKind.supply.rawValue]) {
      FieldValue(choice: $0.members.first?.kind)
    },
    Field("count", .integer) { FieldValue($0.members.count) },
    Field("needed", .integer) { FieldValue($0.needed) },
    Field("status", .choice, vocabulary: RedundancyStatus.words, followsReading: true) {
      FieldValue(choice: $0.status)
    },
  ]
}
