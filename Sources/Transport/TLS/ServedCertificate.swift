internal import Hashing
internal import NIOSSL

/// What is known of a certificate without asking its issuer.
public struct ServedCertificate: Hashable, Sendable {
  /// The SHA-256 of its DER form, thirty-two bytes: its fingerprint.
  public var sha256: [UInt8]
  /// The first and the last second at which it is valid, since 1970-01-01 UTC.
  public var notBefore: Int64
  public var notAfter: Int64

  public init(sha256: [UInt8], notBefore: Int64, notAfter: Int64) {
    self.sha256 = sha256
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// Nil for one that cannot be written in DER.
  init?(_ certificate: NIOSSLCertificate) {
    guard let der = try? certificate.toDERBytes() else { return nil }
    self.init(
      sha256: SHA256.digest(der), notBefore: Int64(certificate.notValidBefore),
      notAfter: Int64(certificate.notValidAfter))
  }
}
