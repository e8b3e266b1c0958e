import Glibc
import Hashing

/// What a connection has proven so far.
struct ConnectionLogin {
  /// The account that valid credentials were shown for last; it is not slowed down by the failures of others.
  var user: String?
  /// What the client showed in the TLS handshake, which proved that it has the key, or when the session was first made.
  var certificate: ServedCertificate?
  /// Basic credentials that were right, so that the same ones need not be checked again with every request.
  private var basic: Basic?

  private struct Basic {
    var header: [UInt8]
    /// The account's stamp then. With another password, or without the account, it is another.
    var stamp: [UInt8]
  }

  /// Whether this header was right before on this connection, and would be now.
  func hasProven(_ header: [UInt8]?, against store: some CredentialStore) -> Bool {
    guard let basic, let user, basic.header == header else { return false }
    return store.stamp(of: user) == basic.stamp
  }

  /// The account that the client's certificate stands for now. When a certificate begins to be valid is not looked at: it
  /// is trusted by name, and the clock of a board may be far behind.
  func certifiedUser(against store: some CredentialStore) -> String? {
    guard let certificate, certificate.notAfter >= Int64(time(nil)) else { return nil }
    return store.account(withCertificate: certificate.sha256)
  }

  mutating func prove(_ user: String, by header: [UInt8]?, against store: some CredentialStore) {
    self.user = user
    guard let header, header.prefix(6).equalsIgnoringCase("basic "), let stamp = store.stamp(of: user) else {
      return
    }
    basic = Basic(header: header, stamp: stamp)
  }
}
