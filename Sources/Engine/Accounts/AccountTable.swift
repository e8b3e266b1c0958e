import Hashing
import Model

/// The accounts file as a value: one line an account, `name:role:secret`, the secret as 32 hexadecimal digits.
struct AccountTable: Hashable, Sendable {
  static let limit = 64

  private(set) var accounts: [String: Account] = [:]
  /// Lines (1-based) that could not be understood and were left out.
  private(set) var badLines: [Int] = []

  init() {}

  /// Never fails: a bad line costs its own account only.
  init(parsing text: [UInt8]) {
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      guard accounts.count < Self.limit, let account = Self.account(from: line), accounts[account.name] == nil else {
        badLines.append(index + 1)
        continue
      }
      accounts[account.name] = account
    }
  }

  /// The file's bytes, sorted by name.
  var text: [UInt8] {
    var text: [UInt8] = []
    for account in accounts.values.sorted(by: { $0.name < $1.name }) {
      text += "\(account.name):\(account.role.rawValue):".utf8
      text += Hex.encodeBytes(account.secret)
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  mutating func add(_ account: Account) throws(AccountError) {
    guard accounts[account.name] == nil else { throw .alreadyExists(account.name) }
    guard accounts.count < Self.limit else { throw .full(limit: Self.limit) }
    accounts[account.name] = account
  }

  mutating func replace(_ account: Account) throws(AccountError) {
    guard accounts[account.name] != nil else { throw .notFound(account.name) }
    accounts[account.name] = account
  }

  mutating func remove(_ name: String) throws(AccountError) {
    guard accounts.removeValue(forKey: name) != nil else { throw .notFound(name) }
  }

  private static func account(from line: ArraySlice<UInt8>) -> Account? {
    let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard fields.count == 3 else { return nil }
    let name = String(decoding: fields[0], as: UTF8.self)
    guard (try? AccountName.check(name)) != nil,
      let role = Role(rawValue: String(decoding: fields[1], as: UTF8.self)),
      let secret = Hex.decode(fields[2]), secret.count == MD5.byteCount
    else { return nil }
    return Account(name: name, role: role, secret: secret)
  }
}
