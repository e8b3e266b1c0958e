import Hashing
public import Model
import Synchronization

/// The accounts of this agent, in a directory of their own files: `realm` (fixed when the directory is first used) and
/// `accounts`. There is no account until somebody adds one, and no default password.
///
/// Any thread. Look-ups use what was read last and see changes made by other processes within a second; they may read
/// one small file. Changes wait for other writers and for the disk: never make them on an event loop.
public final class AccountStore: Sendable {
  /// How long a look-up trusts what it read before it looks at the file's stamp again.
  public static let recheckInterval: Duration = .seconds(1)

  /// What Digest and Basic clients are told; part of every stored secret.
  public let realm: String
  private let directory: StateDirectory
  private let cache = Mutex(Cache())

  private struct Cache {
    var table = AccountTable()
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

  // MARK: Look-ups

  /// The account's HA1, MD5(name:realm:password), sixteen bytes; nil when there is no such account.
  public func digestSecret(of name: String, at now: Instant) -> [UInt8]? { account(name, at: now)?.secret }

  /// Whether the account exists and this is its password. Takes the same time whether or not it exists.
  public func verify(_ name: String, password: [UInt8], at now: Instant) -> Bool {
    let account = account(name, at: now)
    let offered = secret(name: name, password: password)
    let matches = constantTimeEqual(offered, account?.secret ?? [UInt8](repeating: 0, count: MD5.byteCount))
    return matches && account != nil
  }

  /// The account's role; nil when there is no such account.
  public func role(of name: String, at now: Instant) -> Role? { account(name, at: now)?.role }

  /// What is wrong with the accounts file, as a sentence for the operator; nil when nothing is.
  public func problem(at now: Instant) -> String? { upToDate(at: now) { $0.problem } }

  // MARK: Changes

  /// Every account as stored now, by name.
  public func list() throws(AccountError) -> [AccountSummary] {
    try readTable().accounts.values.map { AccountSummary(name: $0.name, role: $0.role) }.sorted { $0.name < $1.name }
  }

  /// Adds an account. Throws when the name or password breaks a rule, or when the name is taken.
  public func add(_ name: String, role: Role, password: [UInt8]) throws(AccountError) {
    let account = try makeAccount(name, role: role, password: password)
    try change { (table) throws(AccountError) in try table.add(account) }
  }

  /// Gives an account that exists a new role and password.
  public func replace(_ name: String, role: Role, password: [UInt8]) throws(AccountError) {
    let account = try makeAccount(name, role: role, password: password)
    try change { (table) throws(AccountError) in try table.replace(account) }
  }

  public func remove(_ name: String) throws(AccountError) {
    try change { (table) throws(AccountError) in try table.remove(name) }
  }

  private static let fileName = "accounts"

  private func makeAccount(_ name: String, role: Role, password: [UInt8]) throws(AccountError) -> Account {
    try AccountName.check(name)
    try PasswordRules.check(password, forAccount: name)
    return Account(name: name, role: role, secret: secret(name: name, password: password))
  }

  private func secret(name: String, password: [UInt8]) -> [UInt8] {
    var text = Array("\(name):\(realm):".utf8)
    // All at once: growing in steps would leave pieces of the password behind.
    text.reserveCapacity(text.count + password.count)
    text += password
    defer { wipe(&text) }
    return MD5.digest(text)
  }

  private func readTable() throws(AccountError) -> AccountTable {
    let file = try onState { () throws(StateFailure) in try directory.read(Self.fileName) }
    return AccountTable(parsing: file?.bytes ?? [])
  }

  private func change(_ body: (inout AccountTable) throws(AccountError) -> Void) throws(AccountError) {
    try directory.withLock(failed: AccountError.state) { () throws(AccountError) in
      var table = try readTable()
      if let line = table.badLines.first { throw .malformed(path: directory.path(of: Self.fileName), line: line) }
      try body(&table)
      try onState { () throws(StateFailure) in try directory.write(table.text, to: Self.fileName) }
    }
    cache.withLock { $0.checkedAt = nil }
  }

  private func account(_ name: String, at now: Instant) -> Account? {
    guard name.utf8.count <= AccountName.maximumLength else { return nil }
    return upToDate(at: now) { $0.table.accounts[name] }
  }

  private func upToDate<Value>(at now: Instant, _ body: (borrowing Cache) -> Value) -> Value where Value: Sendable {
    cache.withLock { cache in
      if cache.checkedAt.map({ now - $0 >= Self.recheckInterval }) ?? true {
        cache.checkedAt = now
        refresh(&cache)
      }
      return body(cache)
    }
  }

  /// When the file cannot be read, what was read before stays in force: a full disk must not lock operators out.
  private func refresh(_ cache: inout Cache) {
    let stamp = directory.stamp(of: Self.fileName)
    if stamp != nil, stamp == cache.stamp { return }
    do throws(StateFailure) {
      let file = try directory.read(Self.fileName)
      cache.table = AccountTable(parsing: file?.bytes ?? [])
      cache.stamp = file?.stamp
      cache.problem = problem(of: cache.table, file?.stamp)
    } catch {
      cache.problem = error.description
    }
  }

  private func problem(of table: AccountTable, _ stamp: FileStamp?) -> String? {
    let path = directory.path(of: Self.fileName)
    if let line = table.badLines.first { return AccountError.malformed(path: path, line: line).description }
    if stamp?.isExposed == true { return "\(path) can be read by others than its owner. Run: chmod 600 \(path)" }
    return nil
  }
}
