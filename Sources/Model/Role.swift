/// A named set of permissions, given to accounts. Three are built in; others are made by operators.
public struct Role: Hashable, Sendable {
  /// Its name.
  public var id: String
  public var permissions: Permissions
  /// Built in: it cannot be changed or taken away.
  public var isStatic: Bool
  /// The system that it is shown with.
  public var system = ""
  /// The systems that it is about: all of the board.
  public var systems: [String] = []

  public init(_ name: String, _ permissions: Permissions, isStatic: Bool = false) {
    id = name
    self.permissions = permissions
    self.isStatic = isStatic
  }

  public static let readonly = Role("readonly", Permissions([.read]), isStatic: true)
  public static let `operator` = Role("operator", Permissions([.read, .power, .thresholds, .cooling]), isStatic: true)
  public static let administrator = Role("administrator", .all, isStatic: true)

  /// Those that are always there, the least first.
  public static let builtIn = [readonly, `operator`, administrator]

  public static let fields: [Field<Role>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.id) },
    Field("system", .string) { .string($0.system) },
    Field("static", .bool) { .bool($0.isStatic) },
    Field("permissions", .choices, vocabulary: Permission.words) { FieldValue(choices: $0.permissions.list) },
  ]
}

/// What an account may do now: the union of its roles.
public struct Rights: Hashable, Sendable {
  /// By name, for the audit trail.
  public var roles: [String]
  public var permissions: Permissions

  public init(_ roles: some Sequence<Role>) {
    self.roles = roles.map(\.id)
    permissions = Permissions()
    for role in roles { permissions.formUnion(role.permissions) }
  }

  public init(_ role: Role) { self.init(CollectionOfOne(role)) }

  public func allow(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
