/// A named way from one object to others; the only paths along which profiles may draw associations.
/// The raw value is the word after the dot in `by: PartComponent.owner`.
public enum Relation: String, CaseIterable, Sendable {
  /// Anything to the system it belongs to.
  case owner
  /// A sensor to what it measures.
  case measures
  /// A part to the part it sits in.
  case container
  /// A part to the logical device it is the body of.
  case realizes
  /// A chassis that sits in nothing to the system it packages.
  case packages
  /// A firmware image to what runs it.
  case target
  /// An account to its roles.
  case roles
  /// An account or role to the directory that holds it.
  case directory
  /// A role to the systems that it is about.
  case governs
  /// An entry to the log it is in.
  case log
  /// A boot source to the configuration that it is in.
  case configuration
  /// A redundancy set to the devices in it.
  case members
  /// A fan to what its cooling zone watches.
  case cools

  /// The objects that `content` names by this relation; empty when it has none.
  public func targets(of content: Content) -> [ObjectID] {
    switch (self, content) {
    case (.owner, .system): []
    case (.owner, _): [ObjectID(.system, content.system)]
    case (.measures, .sensor(let sensor)): [sensor.measures ?? ObjectID(.system, sensor.system)]
    case (.container, .part(let part)): part.container.map { [ObjectID(.part, $0)] } ?? []
    case (.realizes, .part(let part)): part.realizes.map { [$0] } ?? []
    case (.packages, .part(let part)) where part.kind == .chassis && part.container == nil:
      [ObjectID(.system, part.system)]
    case (.target, .firmware(let image)): [image.target ?? ObjectID(.system, image.system)]
    case (.roles, .account(let account)): account.roles.map { ObjectID(.role, $0) }
    case (.directory, .account), (.directory, .role): [ObjectID(.directory, content.system)]
    case (.governs, .role(let role)): role.systems.map { ObjectID(.system, $0) }
    case (.log, .entry(let entry)): [ObjectID(.log, entry.log)]
    case (.configuration, .bootSource(let source)): [ObjectID(.boot, source.system)]
    case (.members, .redundancy(let set)): set.members
    case (.cools, .fan(let fan)): fan.cools
    default: []
    }
  }

  /// The kinds of object that can name others by this relation.
  public var holders: [ObjectKind] {
    switch self {
    case .owner: ObjectKind.allCases.filter { $0 != .system }
    case .measures: [.sensor]
    case .container, .realizes, .packages: [.part]
    case .target: [.firmware]
    case .roles: [.account]
    case .directory: [.account, .role]
    case .governs: [.role]
    case .log: [.entry]
    case .configuration: [.bootSource]
    case .members: [.redundancy]
    case .cools: [.fan]
    }
  }
}
