public import Hashing
public import Model
import Synchronization

/// The accounts of this agent, in a directory of their own files: `realm` (fixed when the directory is first used) and
/// `accounts`. There is no default password: `makeFirstAccount` makes one up.
///
/// Any thread. Look-ups use what was read last and see changes made by other processes within a second; they may read
/// one small file. Changes wait for other writers and for the disk: never make them on an event loop.
public final class AccountStore: Sendable {
  /// How long a look-up trusts what it read before it looks at the file's stamp again.
  public static let recheckInterval: Duration = .seconds(1)

  /// What Digest and Basic clients are told; part of every stored secret.
  public let realm: String
  let directory: StateDirectory
  private let cache = Mutex(Cache())
  private let watcher = Mutex<(@Sendable () -> Void)?>(nil)

  private struct Cache {
    var table = AccountTable()
    /// What each account may do, by name.
    var rights: [String: Rights] = [:]
    /// Whether some account can only be checked by long work: then all take it, so that nobody can tell which.
    var hasVerifiers = false
    var stamp: FileStamp?
    var checkedAt: Instant?
    var problem: String?
  }

  /// Opens the state in `directory`, creating it (0700) and its realm on first use.
  public init(directory path: String) throws(AccountError) {
    let directory = try onState { () throws(StateFailure) in try StateDirectory(creating: path) }
    self.directory = directory
    realm = try Realm.establish(in: directory)
  }

  /// `body` runs whenever the accounts are found changed, on whatever thread found it.
  public func watch(_ body: @escaping @Sendable () -> Void) { watcher.withLock { $0 = body } }

  // MARK: Look-ups

  /// The account's HA1, MD5(name:realm:password), sixteen bytes; nil when there is no such account, when it is disabled,
  /// and when it does without Digest.
  public func digestSecret(of name: String, at now: Instant) -> [UInt8]? { account(name, at: now)?.digestSecret }

  /// Changes when the password does; nil when nobody can log in with the account.
  public func stamp(of name: String, at now: Instant) -> [UInt8]? { account(name, at: now)?.stamp }

  /// Whether the account can be used and this is its password. Takes the same time whether or not it exists.
  public func check(_ name: String, password: [UInt8], at now: Instant) -> PasswordCheck {
    let account = account(name, at: now)
    let offered = StoredAccount.digestSecret(name: name, realm: realm, password: password)
    let matches = constantTimeEqual(
      offered, account?.digestSecret ?? [UInt8](repeating: 0, count: MD5.byteCount))
    let isRight = matches && account?.digestSecret != nil
    guard upToDate(at: now, { $0.hasVerifiers }) else { return .done(isRight) }
    let verifier = account?.verifier
    return .work { (verifier ?? PasswordVerifier.decoy).accepts(password) && verifier != nil || isRight }
  }

  /// What the account may do; nil when there is none, or it is disabled.
  public func rights(of name: String, at now: Instant) -> Rights? {
    guard name.utf8.count <= AccountName.maximumLength else { return nil }
    return upToDate(at: now) { $0.rights[name] }
  }

  /// The account that a client certificate stands for, by its SHA-256.
  public func account(withCertificate hash: [UInt8], at now: Instant) -> String? {
    upToDate(at: now) { $0.table.account(withCertificate: hash).flatMap { $0.isEnabled ? $0.name : nil } }
  }

  /// What is wrong with the accounts file, as a sentence for the operator; nil when nothing is.
  public func problem(at now: Instant) -> String? { upToDate(at: now) { $0.problem } }

  // MARK: The file

  static let fileName = "accounts"

  func readTable() throws(AccountError) -> AccountTable {
    let file = try onState { () throws(StateFailure) in try directory.read(Self.fileName) }
    return AccountTable(parsing: file?.bytes ?? [])
  }

  func change(_ body: (inout AccountTable) throws(AccountError) -> Void) throws(AccountError) {
    try directory.withLock(failed: AccountError.state) { () throws(AccountError) in
      var table = try readTable()
      if let line = table.badLines.first { throw .malformed(path: directory.path(of: Self.fileName), line: line) }
      try body(&table)
      try onState { () throws(StateFailure) in try directory.write(table.text, to: Self.fileName) }
    }
    cache.withLock { $0.checkedAt = nil }
  }

  private func account(_ name: String, at now: Instant) -> StoredAccount? {
    guard name.utf8.count <= AccountName.maximumLength else { return nil }
    return upToDate(at: now) { $0.table.accounts[name].flatMap { $0.isEnabled ? $0 : nil } }
  }

  private func upToDate<Value>(at now: Instant, _ body: (borrowing Cache) -> Value) -> Value where Value: Sendable {
    let (value, isChanged) = cache.withLock { cache in
      var isChanged = false
      if cache.checkedAt.map({ now - $0 >= Self.recheckInterval }) ?? true {
        cache.checkedAt = now
        isChanged = refresh(&cache)
      }
      return (body(cache), isChanged)
    }
    if isChanged { watcher.withLock { $0 }?() }
    return value
  }

  /// Whether other accounts are in force now. When the file cannot be read, what was read before stays in force: a full
  /// disk must not lock operators out.
  private func refresh(_ cache: inout Cache) -> Bool {
    let stamp = directory.stamp(of: Self.fileName)
    if stamp != nil, stamp == cache.stamp { return false }
    do throws(StateFailure) {
      let file = try directory.read(Self.fileName)
      let table = AccountTable(parsing: file?.bytes ?? [])
      cache.stamp = file?.stamp
      cache.problem = problem(of: table, file?.stamp)
      guard table != cache.table else { return false }
      cache.table = table
      cache.rights = table.accounts.filter(\.value.isEnabled).mapValues(table.rights)
      cache.hasVerifiers = table.accounts.values.contains { $0.verifier != nil }
      return true
    } catch {
      cache.problem = error.description
      return false
    }
  }

  private func problem(of table: AccountTable, _ stamp: FileStamp?) -> String? {
    let path = directory.path(of: Self.fileName)
    if let line = table.badLines.first { return AccountError.malformed(path: path, line: line).description }
    if let role = table.missingRoles.first {
      return "\(path): there is no role \(role), which accounts have; it allows nothing."
    }
    if stamp?.isExposed == true { return "\(path) can be read by others than its owner. Run: chmod 600 \(path)" }
    return nil
  }
}
