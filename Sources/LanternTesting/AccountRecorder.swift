public import Engine
public import Model
import Synchronization

/// An account store that notes what commands ask for and shows what it is told to.
public final class AccountRecorder: AccountKeeper {
  private struct State {
    var changes: [String] = []
    var accounts: [Account] = []
    var failure: AccountError?
  }

  private let state = Mutex(State())

  public init() {}

  /// `create alice`, `assign alice operator`; never a password.
  public var changes: [String] { state.withLock { $0.changes } }

  /// From now on these accounts are there.
  public func show(_ accounts: [Account]) { state.withLock { $0.accounts = accounts } }

  /// From now on nothing can be changed for this reason; nil ends it.
  public func fail(_ failure: AccountError?) { state.withLock { $0.failure = failure } }

  public func carryOut(_ change: AccountChange, on name: String, by giver: Permissions) throws(AccountError) {
    let failure = state.withLock { state in
      if state.failure == nil { state.changes.append(Self.words(change, name)) }
      return state.failure
    }
    if let failure { throw failure }
  }

  public func contents(systems: [String]) -> [Content]? {
    guard systems.first != nil else { return [] }
    return state.withLock { $0.accounts.map { .account($0) } }
  }

  private static func words(_ change: AccountChange, _ name: String) -> String {
    switch change {
    case .create: "create \(name)"
    case .setPassword: "set-password \(name)"
    case .setEnabled(let isEnabled): "\(isEnabled ? "enable" : "disable") \(name)"
    case .assign(let roles): "assign \(name) \(roles.joined(separator: ","))"
    case .delete: "delete \(name)"
    }
  }
}
