import Engine
import Hashing
import Model
import Transport

/// The account store as the HTTP server asks it.
struct Credentials: CredentialStore {
  let accounts: AccountStore
  let time: any TimeSource

  var realm: String { accounts.realm }

  func digestSecret(for user: String) -> [UInt8]? { accounts.digestSecret(of: user, at: time.now()) }

  func check(user: String, password: [UInt8]) -> PasswordCheck {
    accounts.check(user, password: password, at: time.now())
  }

  func stamp(of user: String) -> [UInt8]? { accounts.stamp(of: user, at: time.now()) }

  func account(withCertificate sha256: [UInt8]) -> String? {
    accounts.account(withCertificate: sha256, at: time.now())
  }
}
