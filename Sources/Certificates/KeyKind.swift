internal import Crypto
internal import X509
internal import _CryptoExtras

/// The kinds of key that are made.
public enum KeyKind: String, CaseIterable, Sendable {
  /// ECDSA on P-256, which every client of the last ten years takes.
  case ecdsa
  /// RSA with 2048 bits, for consoles that are older.
  case rsa

  func make() throws(CertificateProblem) -> Certificate.PrivateKey {
    switch self {
    case .ecdsa: return Certificate.PrivateKey(P256.Signing.PrivateKey())
    case .rsa:
      do {
        return Certificate.PrivateKey(try _RSA.Signing.PrivateKey(keySize: .bits2048))
      } catch {
        throw CertificateProblem("An RSA key cannot be made here: \(error).")
      }
    }
  }

  /// The kind of this key, when it is one that is made.
  init?(_ key: Certificate.PublicKey) {
    if P256.Signing.PublicKey(key) != nil {
      self = .ecdsa
    } else if _RSA.Signing.PublicKey(key) != nil {
      self = .rsa
    } else {
      return nil
    }
  }

  /// What people call this key: `ECDSA P-256`, `RSA 2048`.
  static func name(_ key: Certificate.PublicKey) -> String {
    if P256.Signing.PublicKey(key) != nil { return "ECDSA P-256" }
    if P384.Signing.PublicKey(key) != nil { return "ECDSA P-384" }
    if P521.Signing.PublicKey(key) != nil { return "ECDSA P-521" }
    if let rsa = _RSA.Signing.PublicKey(key) { return "RSA \(rsa.keySizeInBits)" }
    return "Ed25519"
  }

  /// Whether the clients there are take a server's key of this kind.
  static func isWidelyKnown(_ key: Certificate.PublicKey) -> Bool {
    if let rsa = _RSA.Signing.PublicKey(key) { return rsa.keySizeInBits >= 2048 }
    return P256.Signing.PublicKey(key) != nil || P384.Signing.PublicKey(key) != nil
  }
}
