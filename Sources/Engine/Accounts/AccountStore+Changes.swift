import Hashing
public import Model

/// What the operator's tool does on the machine itself, where whoever may write the files may do everything.
extension AccountStore {
  /// Every account as stored now, by name.
  public func list() throws(AccountError) -> [AccountSummary] {
    try readTable().accounts.values.sorted { $0.name < $1.name }.map { account in
      AccountSummary(
        name: account.name, roles: account.roles, isEnabled: account.isEnabled,
        hasDigest: account.digestSecret != nil, certificateCount: account.certificates.count)
    }
  }

  /// All roles, the built-in ones first.
  public func roles() throws(AccountError) -> [Role] { try readTable().roles }

  /// Throws unless an account can have these.
  public func check(roles: [String]) throws(AccountError) { try readTable().check(roles) }

  /// Adds an account. Throws when the name, password or a role breaks a rule, or when the name is taken. With `digest`
  /// what HTTP Digest needs is kept; without it the account can be used with Basic over TLS only, and what is kept is of
  /// no use to whoever finds it.
  public func add(_ name: String, roles: [String], password: [UInt8], digest: Bool = true) throws(AccountError) {
    let account = try makeAccount(name, roles: roles, password: password, digest: digest)
    try change { (table) throws(AccountError) in try table.add(account) }
  }

  /// Gives an account that exists new roles and a new password; its certificates stay, and it is enabled.
  public func replace(_ name: String, roles: [String], password: [UInt8], digest: Bool = true) throws(AccountError) {
    let account = try makeAccount(name, roles: roles, password: password, digest: digest)
    try change { (table) throws(AccountError) in
      try table.change(name) { old in
        let certificates = old.certificates
        old = account
        old.certificates = certificates
      }
    }
    InitialPassword.forget(ifFor: name, in: directory)
  }

  public func setRoles(_ roles: [String], of name: String) throws(AccountError) {
    try change { (table) throws(AccountError) in try table.change(name) { $0.roles = roles } }
  }

  public func setEnabled(_ isEnabled: Bool, _ name: String) throws(AccountError) {
    try change { (table) throws(AccountError) in try table.change(name) { $0.isEnabled = isEnabled } }
  }

  public func remove(_ name: String) throws(AccountError) {
    try change { (table) throws(AccountError) in try table.remove(name) }
    InitialPassword.forget(ifFor: name, in: directory)
  }

  /// The certificate with this SHA-256 stands for the account's password from now on.
  public func addCertificate(_ hash: [UInt8], to name: String) throws(AccountError) {
    try change { (table) throws(AccountError) in
      if let holder = table.account(withCertificate: hash) { throw .certificateTaken(by: holder.name) }
      try table.change(name) { (account) throws(AccountError) in
        guard account.certificates.count < StoredAccount.certificateLimit else {
          throw .tooManyCertificates(limit: StoredAccount.certificateLimit)
        }
        account.certificates.append(hash)
      }
    }
  }

  /// False when it did not stand for the account.
  public func removeCertificate(_ hash: [UInt8], from name: String) throws(AccountError) -> Bool {
    var wasThere = false
    try change { (table) throws(AccountError) in
      try table.change(name) { account in
        wasThere = account.certificates.contains(hash)
        account.certificates.removeAll { $0 == hash }
      }
    }
    return wasThere
  }

  public func addRole(_ name: String, permissions: Permissions) throws(AccountError) {
    try change { (table) throws(AccountError) in try table.add(Role(name, permissions)) }
  }

  public func removeRole(_ name: String) throws(AccountError) {
    try change { (table) throws(AccountError) in try table.removeRole(name) }
  }

  private func makeAccount(
    _ name: String, roles: [String], password: [UInt8], digest: Bool
  ) throws(AccountError) -> StoredAccount {
    try AccountName.check(name)
    try PasswordRules.check(password, forAccount: name)
    var account = StoredAccount(name: name, roles: roles)
    if digest {
      account.digestSecret = StoredAccount.digestSecret(name: name, realm: realm, password: password)
    } else {
      account.verifier = PasswordVerifier(password: password)
    }
    return account
  }
}

extension AccountStore: AccountKeeper {
  public func carryOut(_ change: AccountChange, on name: String, by giver: Permissions) throws(AccountError) {
    try self.change { (table) throws(AccountError) in
      try table.apply(change, to: name, by: giver, realm: realm)
    }
    switch change {
    case .setPassword, .delete: InitialPassword.forget(ifFor: name, in: directory)
    case .create, .setEnabled, .assign: break
    }
  }

  public func contents(systems: [String]) -> [Content]? {
    guard let home = systems.first else { return [] }
    guard let table = try? readTable() else { return nil }
    let directory = AccountDirectory(system: home, realm: realm, maximumAccounts: AccountTable.limit)
    let roles = table.roles.map { role in
      var role = role
      role.system = home
      role.systems = systems
      return Content.role(role)
    }
    let accounts = table.accounts.values.sorted { $0.name < $1.name }.map { account in
      Content.account(
        Account(id: account.name, system: home, isEnabled: account.isEnabled, roles: account.roles))
    }
    return [.directory(directory)] + roles + accounts
  }
}
