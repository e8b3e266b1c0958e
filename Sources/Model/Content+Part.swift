extension Content {
  /// What is to be seen of it where `system` is the only one; nil when it belongs to another. Accounts, roles and what
  /// holds them belong to the board as a whole, and are shown with whatever system there is.
  func seen(whereOnly system: String) -> Content? {
    switch self {
    case .account(var account):
      account.system = system
      return .account(account)
    case .role(var role):
      role.system = system
      role.systems = [system]
      return .role(role)
    case .directory(let directory):
      return .directory(
        AccountDirectory(system: system, realm: directory.realm, maximumAccounts: directory.maximumAccounts))
    case .system, .sensor, .fan, .supply, .part, .firmware, .job, .log, .entry, .boot, .bootSource, .redundancy:
      return self.system == system ? self : nil
    }
  }
}
