internal import Hashing
public import Model
internal import SwiftASN1
internal import X509

/// A server's key and its certificates, the server's own first, then each one's issuer.
public struct ServerIdentity: Sendable {
  let key: Certificate.PrivateKey
  /// Never empty.
  let chain: [Certificate]

  init(key: Certificate.PrivateKey, chain: [Certificate]) {
    precondition(!chain.isEmpty)
    self.key = key
    self.chain = chain
  }

  var certificate: Certificate { chain[0] }

  /// Reads what `pem` writes. The sentence of the error begins with "It" and means the file.
  public init(pem text: [UInt8]) throws(CertificateProblem) {
    guard let blocks = PEM.blocks(in: text) else { throw CertificateProblem("It is damaged.") }
    let chain = try Self.certificates(in: blocks)
    guard let first = chain.first else { throw CertificateProblem("It holds no certificate.") }
    guard let key = try Self.key(in: blocks) else { throw CertificateProblem("It holds no key.") }
    guard key.publicKey == first.publicKey else {
      throw CertificateProblem("Its key does not belong to its first certificate.")
    }
    self.init(key: key, chain: chain)
  }

  /// Key and certificates as one text, the key first. Whoever has it can pretend to be the server.
  public func pem() throws(CertificateProblem) -> [UInt8] {
    try Array((Self.pem(key) + "\n" + certificatesPEM() + "\n").utf8)
  }

  /// The certificates alone, for clients.
  public func certificatesPEM() throws(CertificateProblem) -> String {
    do {
      return try chain.map { try $0.serializeAsPEM().pemString }.joined(separator: "\n")
    } catch {
      throw CertificateProblem("A certificate cannot be written: \(error).")
    }
  }

  /// The lower-case hexadecimal SHA-256 of the server's own certificate in DER form.
  public var fingerprint: String { Self.fingerprint(of: certificate) }

  static func fingerprint(of certificate: Certificate) -> String {
    var serializer = DER.Serializer()
    // One that was parsed or made is well formed.
    try? serializer.serialize(certificate)
    return Hex.encode(SHA256.digest(serializer.serializedBytes))
  }

  public var names: SubjectNames { SubjectNames(certificate) }

  /// Whether nobody but itself vouches for it.
  public var isSelfSigned: Bool {
    chain.count == 1 && certificate.issuer == certificate.subject
      && certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
  }

  /// Nil for a kind that is not made here.
  public var keyKind: KeyKind? { KeyKind(certificate.publicKey) }

  public func verdict(at now: WallTime) -> Validity.Verdict { certificate.validity.judged(at: now) }

  /// Whether its key is the one in this text of a `PendingRequest`.
  public func hasKey(of pending: [UInt8]) -> Bool {
    guard let request = try? PendingRequest(pem: pending) else { return false }
    return request.key.publicKey == key.publicKey
  }

  // MARK: Parts of PEM text

  static func pem(_ key: Certificate.PrivateKey) throws(CertificateProblem) -> String {
    do {
      return try key.serializeAsPEM().pemString
    } catch {
      throw CertificateProblem("The key cannot be written: \(error).")
    }
  }

  static let certificateLabels = ["CERTIFICATE", "X509 CERTIFICATE"]

  static func certificates(in blocks: [PEM.Block]) throws(CertificateProblem) -> [Certificate] {
    var certificates: [Certificate] = []
    for block in blocks where certificateLabels.contains(block.label) {
      guard let certificate = try? Certificate(derEncoded: block.der) else {
        throw CertificateProblem("Its certificate number \(certificates.count + 1) cannot be read.")
      }
      certificates.append(certificate)
    }
    return certificates
  }

  /// The first private key; nil when there is none.
  static func key(in blocks: [PEM.Block]) throws(CertificateProblem) -> Certificate.PrivateKey? {
    guard let block = blocks.first(where: { $0.label.hasSuffix("PRIVATE KEY") }) else { return nil }
    guard !block.isEncrypted, block.label != "ENCRYPTED PRIVATE KEY" else {
      throw CertificateProblem(
        "Its key has a passphrase, which nobody is there to type in when the agent starts. Write a copy without it, "
          + "readable by you only: openssl pkey -in FILE -out COPY")
    }
    do {
      return try Certificate.PrivateKey(pemDocument: PEMDocument(type: block.label, derBytes: block.der))
    } catch {
      throw CertificateProblem("Its key cannot be read; it must be RSA of 2048 bits or more, or ECDSA.")
    }
  }
}
