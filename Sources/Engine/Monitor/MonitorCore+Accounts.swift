import Model

/// Accounts and roles, changed by commands and by other programs.
extension MonitorCore {
  /// `contents` is all there is of directory, roles and accounts now.
  mutating func take(accounts contents: [Content], at now: Moment) {
    let present = Set(contents.map(\.id))
    for id in others.keys where id.kind.isOfAccounts && !present.contains(id) { forget(id, at: now) }
    for content in contents where others[content.id] != content { define(content) }
  }

  /// The change is on stable storage, or `problem` says why it was not made.
  mutating func changed(
    _ admission: Admission, accounts contents: [Content]?, _ problem: AccountError?, at now: Moment
  ) {
    if let contents { take(accounts: contents, at: now) }
    answer(admission, problem?.outcome ?? .accepted, now)
  }

  /// `enabled operator,night-shift`, or `none`.
  func accountInWords(_ name: String) -> String {
    guard case .account(let account)? = others[ObjectID(.account, name)] else { return "none" }
    let roles = account.roles.isEmpty ? "no-roles" : account.roles.joined(separator: ",")
    return "\(account.isEnabled ? "enabled" : "disabled") \(roles)"
  }
}

extension ObjectKind {
  fileprivate var isOfAccounts: Bool {
    switch self {
    case .account, .role, .directory: true
    case .system, .sensor, .fan, .supply, .part, .firmware, .job, .log, .entry, .boot, .bootSource, .redundancy:
      false
    }
  }
}
