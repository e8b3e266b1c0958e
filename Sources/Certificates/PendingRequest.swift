internal import SwiftASN1
internal import X509

/// A request for a certificate (RFC 2986) and the key it was made for, which waits for the answer.
public struct PendingRequest: Sendable {
  let request: CertificateSigningRequest
  let key: Certificate.PrivateKey

  /// With a new key. `subject`: nil for the first of the names. A common name that is a host name is among the names,
  /// as clients do not look at it elsewhere.
  public init(for names: SubjectNames, subject: Subject?, _ kind: KeyKind) throws(CertificateProblem) {
    key = try kind.make()
    var names = names
    if let common = subject?.commonName {
      var all = SubjectNames()
      all.add(common)
      names = all.union(names)
    }
    let name = if let subject { subject.name } else { try Subject(common: names.all.first).name }
    do {
      let extensions = try Certificate.Extensions(
        ServerIdentity.usage(kind) + [Certificate.Extension(names.generalNames, critical: false)])
      request = try CertificateSigningRequest(
        version: .v1, subject: name, privateKey: key,
        attributes: CertificateSigningRequest.Attributes([
          try .init(ExtensionRequest(extensions: extensions))
        ]))
    } catch {
      throw CertificateProblem("The request cannot be made: \(error).")
    }
  }

  /// Reads what `pem` writes. The sentence of the error begins with "It" and means the file.
  public init(pem text: [UInt8]) throws(CertificateProblem) {
    guard let blocks = PEM.blocks(in: text), let key = try ServerIdentity.key(in: blocks),
      let block = blocks.first(where: { $0.label == "CERTIFICATE REQUEST" }),
      let request = try? CertificateSigningRequest(derEncoded: block.der)
    else { throw CertificateProblem("It is damaged.") }
    self.key = key
    self.request = request
  }

  /// Key and request as one text, the key first.
  public func pem() throws(CertificateProblem) -> [UInt8] {
    try Array((ServerIdentity.pem(key) + "\n" + requestPEM() + "\n").utf8)
  }

  /// The request alone, for the authority.
  public func requestPEM() throws(CertificateProblem) -> String {
    do {
      return try request.serializeAsPEM().pemString
    } catch {
      throw CertificateProblem("The request cannot be written: \(error).")
    }
  }

  public var names: SubjectNames {
    SubjectNames(try? request.attributes.extensionRequest?.extensions.subjectAlternativeNames)
  }
}
