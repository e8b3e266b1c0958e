internal import Hashing
internal import Model
internal import X509

extension ServerIdentity {
  /// A new key and a certificate that it signs itself. `names` is not empty.
  public static func selfSigned(for names: SubjectNames, _ kind: KeyKind) throws(CertificateProblem) -> ServerIdentity {
    let key = try kind.make()
    let subject = try Subject(common: names.all.first).name
    do {
      let certificate = try Certificate(
        version: .v3, serialNumber: Certificate.SerialNumber(bytes: serialNumber()), publicKey: key.publicKey,
        notValidBefore: Validity.always.firstDate, notValidAfter: Validity.always.lastDate, issuer: subject,
        subject: subject, extensions: extensions(for: names, key.publicKey, kind), issuerPrivateKey: key)
      return ServerIdentity(key: key, chain: [certificate])
    } catch {
      throw CertificateProblem("The certificate cannot be made: \(error).")
    }
  }

  /// Sixteen random bytes that are a positive number: RFC 5280 4.1.2.2 allows twenty.
  private static func serialNumber() -> [UInt8] {
    var bytes = randomBytes(16)
    bytes[0] = bytes[0] & 0x7F | 0x40
    return bytes
  }

  private static func extensions(
    for names: SubjectNames, _ key: Certificate.PublicKey, _ kind: KeyKind
  ) throws -> Certificate.Extensions {
    let identifier = SubjectKeyIdentifier(hash: key)
    return try Certificate.Extensions(
      usage(kind) + [
        Certificate.Extension(names.generalNames, critical: false),
        Certificate.Extension(BasicConstraints.notCertificateAuthority, critical: true),
        Certificate.Extension(identifier, critical: false),
        // RFC 5280 lets it out where a certificate signs itself; strict clients look for it all the same.
        Certificate.Extension(AuthorityKeyIdentifier(keyIdentifier: identifier.keyIdentifier), critical: false),
      ])
  }

  /// What the key is for, in certificates and in requests for them.
  static func usage(_ kind: KeyKind) throws -> [Certificate.Extension] {
    [
      // Enciphering keys is what TLS_RSA suites do, which only old clients ask for.
      try Certificate.Extension(KeyUsage(digitalSignature: true, keyEncipherment: kind == .rsa), critical: true),
      try Certificate.Extension(ExtendedKeyUsage([.serverAuth]), critical: false),
    ]
  }
}
