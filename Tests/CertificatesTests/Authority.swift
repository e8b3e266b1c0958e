import Crypto
import FoundationEssentials
import Model
import SwiftASN1
import X509

@testable import Certificates

/// An authority for tests: it signs whatever it is asked to.
struct Authority {
  /// 2026-11-22T00:00:00Z: when the tests take place.
  static let now = WallTime(secondsSince1970: 1_795_305_600)
  static let day: Int64 = 86_400

  let name: DistinguishedName
  let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
  let certificate: Certificate

  init(_ name: String, issuer: Authority? = nil, mayIssue: Bool = true, days: ClosedRange<Int64> = -1000...1000) throws
  {
    self.name = try DistinguishedName { CommonName(name) }
    let constraints: BasicConstraints =
      mayIssue ? .isCertificateAuthority(maxPathLength: nil) : .notCertificateAuthority
    certificate = try Self.issue(
      subject: self.name, key.publicKey, days: days, issuer: issuer?.name ?? self.name, issuer?.key ?? key,
      try Certificate.Extensions([Certificate.Extension(constraints, critical: true)]))
  }

  /// A server's certificate. `days`: of validity, from `now`. Extensions that are nil are left out.
  func server(
    _ key: Certificate.PrivateKey, names: [String] = ["bmc1.example.com"], days: ClosedRange<Int64> = -10...90,
    uses: [ExtendedKeyUsage.Usage]? = [.serverAuth], usage: KeyUsage? = KeyUsage(digitalSignature: true)
  ) throws -> Certificate {
    var subjects = SubjectNames()
    for name in names { subjects.add(name) }
    var extensions = [try Certificate.Extension(subjects.generalNames, critical: false)]
    if let uses { extensions.append(try Certificate.Extension(ExtendedKeyUsage(uses), critical: false)) }
    if let usage { extensions.append(try Certificate.Extension(usage, critical: true)) }
    return try Self.issue(
      subject: DistinguishedName { CommonName(names.first ?? "nobody") }, key.publicKey, days: days, issuer: name,
      self.key, try Certificate.Extensions(extensions))
  }

  private static func issue(
    subject: DistinguishedName, _ key: Certificate.PublicKey, days: ClosedRange<Int64>, issuer: DistinguishedName,
    _ issuerKey: Certificate.PrivateKey, _ extensions: Certificate.Extensions
  ) throws -> Certificate {
    let now = now.microsecondsSince1970 / 1_000_000
    return try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key,
      notValidBefore: Date(timeIntervalSince1970: Double(now + days.lowerBound * day)),
      notValidAfter: Date(timeIntervalSince1970: Double(now + days.upperBound * day)), issuer: issuer,
      subject: subject, extensions: extensions, issuerPrivateKey: issuerKey)
  }
}

func newKey() -> Certificate.PrivateKey { Certificate.PrivateKey(P256.Signing.PrivateKey()) }

func pem(_ certificates: [Certificate]) throws -> [UInt8] {
  Array(try certificates.map { try $0.serializeAsPEM().pemString }.joined(separator: "\n").utf8) + [10]
}

func pem(_ key: Certificate.PrivateKey) throws -> [UInt8] { Array(try key.serializeAsPEM().pemString.utf8) + [10] }
