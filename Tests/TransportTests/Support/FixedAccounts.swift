import Hashing
import Transport

/// One account, `admin` with the password `P@ssw0rd`.
struct FixedAccounts: CredentialStore {
  static let user = "admin"
  static let password = "P@ssw0rd"

  var realm = "Lantern-0011223344556677"

  func digestSecret(for user: String) -> [UInt8]? {
    user == Self.user ? MD5.digest("\(user):\(realm):\(Self.password)".utf8) : nil
  }

  func check(user: String, password: [UInt8]) -> PasswordCheck {
    .done(user == Self.user && password == Array(Self.password.utf8))
  }

  func stamp(of user: String) -> [UInt8]? { digestSecret(for: user) }
}
