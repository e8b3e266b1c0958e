import Hashing
import Model

extension AccountTable {
  /// Does what a command asks for. `giver` is what whoever gives it may do: nobody can give what they do not have, or
  /// change an account that may do more than they. The last account that can manage accounts stays.
  mutating func apply(
    _ change: AccountChange, to name: String, by giver: Permissions, realm: String
  ) throws(AccountError) {
    let hadAdministrator = hasAdministrator
    if let account = accounts[name] { try check(rights(of: account).permissions, isWithin: giver) }
    switch change {
    case .create(let password):
      try AccountName.check(name)
      var account = StoredAccount(name: name, roles: [])
      try account.setPassword(password, realm: realm)
      try add(account)
    case .setPassword(let password):
      try self.change(name) { (account) throws(AccountError) in try account.setPassword(password, realm: realm) }
    case .setEnabled(let isEnabled):
      try self.change(name) { $0.isEnabled = isEnabled }
    case .assign(let roles):
      try check(Rights(roles.compactMap(role)).permissions, isWithin: giver)
      try self.change(name) { $0.roles = roles }
    case .delete:
      try remove(name)
    }
    if hadAdministrator, !hasAdministrator { throw .lastAdministrator(name) }
  }

  private func check(_ permissions: Permissions, isWithin giver: Permissions) throws(AccountError) {
    guard permissions.list.allSatisfy(giver.contains) else { throw .beyondRights }
  }
}

extension StoredAccount {
  /// An account that does without Digest goes on doing so, unless it is given what only Digest can use.
  mutating func setPassword(_ password: NewPassword, realm: String) throws(AccountError) {
    switch password {
    case .plain(let bytes):
      try PasswordRules.check(bytes, forAccount: name)
      if verifier == nil {
        digestSecret = Self.digestSecret(name: name, realm: realm, password: bytes)
      } else {
        verifier = PasswordVerifier(password: bytes)
      }
    case .digest(let secret):
      guard secret.count == MD5.byteCount else {
        throw .invalidPassword("The MD5 of name, realm and password has \(MD5.byteCount) octets.")
      }
      digestSecret = secret
      verifier = nil
    }
  }

  /// HA1 of RFC 2617.
  static func digestSecret(name: String, realm: String, password: [UInt8]) -> [UInt8] {
    var text = Array("\(name):\(realm):".utf8)
    // All at once: growing in steps would leave pieces of the password behind.
    text.reserveCapacity(text.count + password.count)
    text += password
    defer { wipe(&text) }
    return MD5.digest(text)
  }
}
