import Hashing
import Model

/// The accounts file. One line a role that an operator made, then one line an account:
///
///     @night-shift:read,power
///     admin:administrator:enabled:HA1:VERIFIER:CERTIFICATES
///
/// HA1 has 32 hexadecimal digits, a certificate's SHA-256 64, with commas between; fields may be empty. Lines of three
/// fields, `name:role:HA1`, are those of earlier versions.
extension AccountTable {
  private static let colon = UInt8(ascii: ":")
  private static let comma = UInt8(ascii: ",")

  /// Never fails: a bad line costs its own account or role only.
  init(parsing text: [UInt8]) {
    self.init()
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      if !take(line) { badLines.append(index + 1) }
    }
  }

  private mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
    let fields = line.split(separator: Self.colon, omittingEmptySubsequences: false)
    switch fields.count {
    case 2: return Self.role(fields).map { insertRead($0) } ?? false
    case 3, 6: return Self.account(fields).map { insertRead($0) } ?? false
    default: return false
    }
  }

  private static func role(_ fields: [ArraySlice<UInt8>]) -> Role? {
    guard fields[0].first == UInt8(ascii: "@") else { return nil }
    let name = String(decoding: fields[0].dropFirst(), as: UTF8.self)
    let words = fields[1].split(separator: comma).map { String(decoding: $0, as: UTF8.self) }
    let permissions = words.compactMap(Permission.init(rawValue:))
    guard (try? RoleName.check(name)) != nil, permissions.count == words.count, !permissions.isEmpty else {
      return nil
    }
    // Nobody can act on what they may not see.
    return Role(name, Permissions([.read] + permissions))
  }

  private static func account(_ fields: [ArraySlice<UInt8>]) -> StoredAccount? {
    let name = String(decoding: fields[0], as: UTF8.self)
    guard (try? AccountName.check(name)) != nil else { return nil }
    let roles = fields[1].split(separator: comma).map { String(decoding: $0, as: UTF8.self) }
    guard roles.count <= StoredAccount.roleLimit, roles.allSatisfy({ (try? RoleName.check($0)) != nil }) else {
      return nil
    }
    var account = StoredAccount(name: name, roles: roles)
    let secret = fields[fields.count == 3 ? 2 : 3]
    if !secret.isEmpty || fields.count == 3 {
      guard let bytes = Hex.decode(secret), bytes.count == MD5.byteCount else { return nil }
      account.digestSecret = bytes
    }
    guard fields.count == 6 else { return account }
    switch String(decoding: fields[2], as: UTF8.self) {
    case State.enabled.rawValue: account.isEnabled = true
    case State.disabled.rawValue: account.isEnabled = false
    default: return nil
    }
    if !fields[4].isEmpty {
      guard let verifier = PasswordVerifier(parsing: fields[4]) else { return nil }
      account.verifier = verifier
    }
    for text in fields[5].split(separator: comma) {
      guard let hash = Hex.decode(text), hash.count == SHA256.byteCount,
        account.certificates.count < StoredAccount.certificateLimit
      else { return nil }
      account.certificates.append(hash)
    }
    return account
  }

  /// The file's bytes, sorted by name.
  var text: [UInt8] {
    var text: [UInt8] = []
    for role in customRoles.values.sorted(by: { $0.id < $1.id }) {
      text += "@\(role.id):\(role.permissions.list.map(\.rawValue).joined(separator: ","))\n".utf8
    }
    for account in accounts.values.sorted(by: { $0.name < $1.name }) {
      let state: State = account.isEnabled ? .enabled : .disabled
      text += "\(account.name):\(account.roles.joined(separator: ",")):\(state.rawValue):".utf8
      text += Hex.encodeBytes(account.digestSecret ?? [])
      text.append(Self.colon)
      text += account.verifier?.text ?? []
      text.append(Self.colon)
      text += account.certificates.map(Hex.encode).joined(separator: ",").utf8
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  private enum State: String {
    case enabled, disabled
  }
}
