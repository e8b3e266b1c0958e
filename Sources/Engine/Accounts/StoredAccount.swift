import Model

/// One account as it is stored.
struct StoredAccount: Hashable, Sendable {
  static let roleLimit = 8
  static let certificateLimit = 4

  var name: String
  /// By name, as given.
  var roles: [String]
  var isEnabled = true
  /// What HTTP Digest calls HA1: MD5(name:realm:password), sixteen bytes. Whoever holds it can log in with Digest, so it
  /// is kept like a password. Nil for an account that does without Digest.
  var digestSecret: [UInt8]?
  /// What Basic is compared with where there is no secret of Digest.
  var verifier: PasswordVerifier?
  /// SHA-256 of the client certificates that stand for the password.
  var certificates: [[UInt8]] = []

  /// Changes with everything that a login proves.
  var stamp: [UInt8] { digestSecret ?? verifier?.bytes ?? [] }
}

/// What may be shown of an account to its operator.
public struct AccountSummary: Hashable, Sendable {
  public var name: String
  public var roles: [String]
  public var isEnabled: Bool
  /// Whether it can be used with HTTP Digest, or else only with Basic over TLS.
  public var hasDigest: Bool
  public var certificateCount: Int

  public init(
    name: String, roles: [String], isEnabled: Bool = true, hasDigest: Bool = true, certificateCount: Int = 0
  ) {
    self.name = name
    self.roles = roles
    self.isEnabled = isEnabled
    self.hasDigest = hasDigest
    self.certificateCount = certificateCount
  }
}
