import Model

/// Accounts and the roles that operators have made, as a value. Every rule about them is kept here.
struct AccountTable: Hashable, Sendable {
  static let limit = 64
  static let customRoleLimit = 16

  private(set) var accounts: [String: StoredAccount] = [:]
  /// Those that are not built in.
  private(set) var customRoles: [String: Role] = [:]
  /// Lines (1-based) of the file that could not be understood and were left out.
  var badLines: [Int] = []

  init() {}

  // MARK: Looking

  func role(_ name: String) -> Role? { Role.builtIn.first { $0.id == name } ?? customRoles[name] }

  /// All roles, the built-in ones first.
  var roles: [Role] { Role.builtIn + customRoles.values.sorted { $0.id < $1.id } }

  func rights(of account: StoredAccount) -> Rights { Rights(account.roles.compactMap(role)) }

  /// Names of roles that accounts have and nobody has made.
  var missingRoles: [String] {
    Set(accounts.values.flatMap(\.roles)).filter { role($0) == nil }.sorted()
  }

  func account(withCertificate hash: [UInt8]) -> StoredAccount? {
    accounts.values.first { $0.certificates.contains(hash) }
  }

  // MARK: Accounts

  mutating func add(_ account: StoredAccount) throws(AccountError) {
    guard accounts[account.name] == nil else { throw .alreadyExists(account.name) }
    guard accounts.count < Self.limit else { throw .full(limit: Self.limit) }
    try check(account.roles)
    accounts[account.name] = account
  }

  mutating func change(
    _ name: String, _ body: (inout StoredAccount) throws(AccountError) -> Void
  ) throws(AccountError) {
    guard var account = accounts[name] else { throw .notFound(name) }
    try body(&account)
    try check(account.roles)
    accounts[name] = account
  }

  mutating func remove(_ name: String) throws(AccountError) {
    guard accounts.removeValue(forKey: name) != nil else { throw .notFound(name) }
  }

  /// Throws unless an account can have these.
  func check(_ roles: [String]) throws(AccountError) {
    guard roles.count <= StoredAccount.roleLimit else { throw .tooManyRoles(limit: StoredAccount.roleLimit) }
    for name in roles where role(name) == nil { throw .unknownRole(name, known: self.roles.map(\.id)) }
  }

  /// Somebody who can log in and manage accounts.
  var hasAdministrator: Bool {
    accounts.values.contains { $0.isEnabled && rights(of: $0).allow(.accounts) }
  }

  // MARK: Roles

  mutating func add(_ role: Role) throws(AccountError) {
    try RoleName.check(role.id)
    guard self.role(role.id) == nil else { throw .roleExists(role.id) }
    guard customRoles.count < Self.customRoleLimit else { throw .tooManyCustomRoles(limit: Self.customRoleLimit) }
    customRoles[role.id] = role
  }

  mutating func removeRole(_ name: String) throws(AccountError) {
    guard let role = role(name) else { throw .unknownRole(name, known: roles.map(\.id)) }
    guard !role.isStatic else { throw .roleIsBuiltIn(name) }
    if let user = accounts.values.filter({ $0.roles.contains(name) }).map(\.name).min() {
      throw .roleInUse(name, by: user)
    }
    customRoles[name] = nil
  }

  // MARK: Reading the file

  /// False when there is no room or the name is taken: the line counts as bad then.
  mutating func insertRead(_ account: StoredAccount) -> Bool {
    guard accounts.count < Self.limit, accounts[account.name] == nil else { return false }
    accounts[account.name] = account
    return true
  }

  mutating func insertRead(_ role: Role) -> Bool {
    guard customRoles.count < Self.customRoleLimit, self.role(role.id) == nil else { return false }
    customRoles[role.id] = role
    return true
  }
}
