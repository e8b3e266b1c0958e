public import Model

/// One account as it is stored. The secret is what HTTP Digest calls HA1: whoever holds it can log in with Digest, so
/// it is kept like a password.
struct Account: Hashable, Sendable {
  var name: String
  var role: Role
  /// MD5(name:realm:password), sixteen bytes.
  var secret: [UInt8]
}

/// What may be shown of an account.
public struct AccountSummary: Hashable, Sendable {
  public var name: String
  public var role: Role

  public init(name: String, role: Role) {
    self.name = name
    self.role = role
  }
}
