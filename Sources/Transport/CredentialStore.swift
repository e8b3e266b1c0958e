public import Hashing

/// Where the server looks up accounts. Called on the event loop: must not block.
public protocol CredentialStore: Sendable {
  /// Shown to clients and part of every Digest secret: printable ASCII without `"` and `\`; never changes.
  var realm: String { get }

  /// HA1 of RFC 2617, MD5(user:realm:password), sixteen bytes; nil when there is no such account, and for one that does
  /// without Digest.
  func digestSecret(for user: String) -> [UInt8]?

  /// Whether the account exists and this is its password, in the same time either way.
  func check(user: String, password: [UInt8]) -> PasswordCheck

  /// Changes when the account's password does; nil when nobody can log in with it.
  func stamp(of user: String) -> [UInt8]?

  /// The account whose client certificate has this SHA-256 fingerprint (thirty-two bytes, of its DER form); nil when none
  /// has. Asked for every request of a client that showed a certificate and sends no credentials.
  func account(withCertificate sha256: [UInt8]) -> String?
}

extension CredentialStore {
  /// No account has a certificate.
  public func account(withCertificate sha256: [UInt8]) -> String? { nil }
}
