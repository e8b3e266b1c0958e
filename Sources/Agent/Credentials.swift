import Engine
import Model
import Transport

/// The account store as the HTTP server asks it.
struct Credentials: CredentialStore {
  let accounts: AccountStore
  let time: any TimeSource

  var realm: String { accounts.realm }

  func digestSecret(for user: String) -> [UInt8]? { accounts.digestSecret(of: user, at: time.now()) }

  func verify(user: String, password: [UInt8]) -> Bool {
    switch accounts.check(user, password: password, at: time.now()) {
    case .done(let isRight): isRight
    case .work(let check): check()
    }
  }
}
