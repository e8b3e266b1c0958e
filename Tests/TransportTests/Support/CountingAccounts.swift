import Hashing
import Synchronization
import Transport

/// `FixedAccounts` until they change, counting how often a password is verified.
final class CountingAccounts: CredentialStore {
  private struct State {
    var verifications = 0
    var hasChanged = false
  }

  private let state = Mutex(State())
  private let accounts = FixedAccounts()

  var realm: String { accounts.realm }
  var verifications: Int { state.withLock { $0.verifications } }

  func change() { state.withLock { $0.hasChanged = true } }

  func digestSecret(for user: String) -> [UInt8]? {
    state.withLock { $0.hasChanged } ? nil : accounts.digestSecret(for: user)
  }

  func check(user: String, password: [UInt8]) -> PasswordCheck {
    let hasChanged = state.withLock { state in
      state.verifications += 1
      return state.hasChanged
    }
    return hasChanged ? .done(false) : accounts.check(user: user, password: password)
  }

  func stamp(of user: String) -> [UInt8]? { digestSecret(for: user) }
}
