/// An account as faces show it: nothing in it is secret.
public struct Account: Hashable, Sendable {
  /// Its name, which is what people log in with.
  public var id: String
  /// The system that it is shown with.
  public var system: String
  /// False while nobody can log in with it.
  public var isEnabled: Bool
  /// The names of its roles; with none it can log in and do nothing.
  public var roles: [String]

  public init(id: String, system: String, isEnabled: Bool = true, roles: [String]) {
    self.id = id
    self.system = system
    self.isEnabled = isEnabled
    self.roles = roles
  }

  public static let fields: [Field<Account>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.id) },
    Field("system", .string) { .string($0.system) },
    Field("enabled", .bool) { .bool($0.isEnabled) },
    Field("roles", .strings) { .strings($0.roles) },
    // So that profiles can say where a new one goes.
    Field("password", .secret) { _ in .none },
  ]
}

/// What holds the accounts and roles: one for each agent.
public struct AccountDirectory: Hashable, Sendable {
  public var id: String
  /// The system that it is shown with: the first of the board.
  public var system: String
  /// The realm of HTTP Digest, which is part of what a client hashes.
  public var realm: String
  public var maximumAccounts: Int

  public init(system: String, realm: String, maximumAccounts: Int) {
    id = system
    self.system = system
    self.realm = realm
    self.maximumAccounts = maximumAccounts
  }

  public static let fields: [Field<AccountDirectory>] = [
    Field("id", .string) { .string($0.id) },
    Field("system", .string) { .string($0.system) },
    Field("realm", .string) { .string($0.realm) },
    Field("maximum-accounts", .integer) { FieldValue($0.maximumAccounts) },
  ]
}
