public import Model
internal import X509

/// A certificate that somebody wants to have installed, and everything it is checked against.
public struct Installation: Sendable {
  /// Certificates in one chain.
  public static let chainLimit = 8

  public struct Text: Sendable {
    public var file: String
    public var bytes: [UInt8]

    public init(file: String, bytes: [UInt8]) {
      self.file = file
      self.bytes = bytes
    }
  }

  /// The server's own certificate and those of its issuers; may hold the key, too.
  public var certificates: Text
  /// A file that the operator named.
  public var key: Text?
  /// Keys that are here: of the pending request, of the identity in use. Text that cannot be read has none.
  public var present: [[UInt8]]

  public init(certificates: Text, key: Text?, present: [[UInt8]]) {
    self.certificates = certificates
    self.key = key
    self.present = present
  }

  /// What passed all checks.
  public struct Accepted: Sendable {
    public var identity: ServerIdentity
    /// Sentences for the operator.
    public var remarks: [String]
  }

  /// Checks everything that can be checked here. `now` is what this machine's clock says; one that cannot be right is
  /// not held against the certificate. `names` are those under which clients reach the server.
  public func checked(at now: WallTime, names: SubjectNames) throws(Refusal) -> Accepted {
    guard let blocks = PEM.blocks(in: certificates.bytes) else {
      throw .unreadable(file: file, reason: "Its PEM text is damaged.")
    }
    let chain: [Certificate]
    do {
      chain = try ServerIdentity.certificates(in: blocks)
    } catch {
      throw .unreadable(file: file, reason: error.description)
    }
    guard let leaf = chain.first else { throw .noCertificate(file: file) }
    guard chain.count <= Self.chainLimit else { throw .tooLong(file: file, limit: Self.chainLimit) }
    let key = try key(for: chain, blocks)
    guard KeyKind.isWidelyKnown(leaf.publicKey) else {
      throw .unusualKey(file: file, key: KeyKind.name(leaf.publicKey))
    }
    try checkOrder(of: chain)
    try checkUse(of: leaf)
    var remarks = try checkDates(of: chain, at: now)
    let missing = names.missing(from: SubjectNames(leaf))
    if !missing.isEmpty {
      remarks.append(
        "Clients that check names will not find these in the certificate: \(missing.joined(separator: ", ")).")
    }
    return Accepted(identity: ServerIdentity(key: key, chain: chain), remarks: remarks)
  }

  private var file: String { certificates.file }

  /// The key that belongs to the first certificate: the one named, else one beside the certificates, else one that is
  /// here.
  private func key(for chain: [Certificate], _ blocks: [PEM.Block]) throws(Refusal) -> Certificate.PrivateKey {
    var keys: [Certificate.PrivateKey] = []
    let named = if let key { try Self.key(in: key) } else { try Self.key(file, blocks) }
    if let named {
      keys = [named]
    } else {
      keys = present.compactMap { PEM.blocks(in: $0) }.compactMap { try? ServerIdentity.key(in: $0) }
    }
    if let fitting = keys.first(where: { $0.publicKey == chain[0].publicKey }) { return fitting }
    if let place = chain.firstIndex(where: { certificate in keys.contains { $0.publicKey == certificate.publicKey } }) {
      throw .leafIsNotFirst(file: file, number: place + 1)
    }
    if named != nil { throw .wrongKey(file: file, keyFile: key?.file ?? file) }
    throw .noKey(file: file)
  }

  private static func key(in text: Text) throws(Refusal) -> Certificate.PrivateKey? {
    guard let blocks = PEM.blocks(in: text.bytes), let key = try key(text.file, blocks) else {
      throw .unreadableKey(
        file: text.file, reason: "It must be PEM text with -----BEGIN PRIVATE KEY-----.")
    }
    return key
  }

  private static func key(_ file: String, _ blocks: [PEM.Block]) throws(Refusal) -> Certificate.PrivateKey? {
    do {
      return try ServerIdentity.key(in: blocks)
    } catch {
      throw .unreadableKey(file: file, reason: error.description)
    }
  }

  private func checkOrder(of chain: [Certificate]) throws(Refusal) {
    for (place, (certificate, next)) in zip(chain, chain.dropFirst()).enumerated() {
      guard certificate.issuer == next.subject,
        next.publicKey.isValidSignature(certificate.signature, for: certificate)
      else {
        throw .notIssuedByNext(
          file: file, number: place + 1, subject: "\(certificate.subject)", issuer: "\(certificate.issuer)",
          next: "\(next.subject)")
      }
      guard case .isCertificateAuthority = try? next.extensions.basicConstraints else {
        throw .notAnIssuer(file: file, number: place + 2, subject: "\(next.subject)")
      }
    }
  }

  private func checkUse(of leaf: Certificate) throws(Refusal) {
    do {
      let uses = try leaf.extensions.extendedKeyUsage
      let usage = try leaf.extensions.keyUsage
      guard uses.map({ $0.contains(.serverAuth) || $0.contains(.any) }) ?? true, usage?.digitalSignature ?? true else {
        throw Refusal.notForServers(file: file)
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .unreadable(file: file, reason: "Its first certificate has an extension that cannot be read.")
    }
  }

  /// Says how the clock was judged where it could not be.
  private func checkDates(of chain: [Certificate], at now: WallTime) throws(Refusal) -> [String] {
    var remarks: [String] = []
    let seconds = WallTime(secondsSince1970: now.microsecondsSince1970 / 1_000_000)
    for (place, certificate) in chain.enumerated() {
      let validity = certificate.validity
      switch validity.judged(at: now) {
      case .clockIsWrong:
        return [
          "This machine's clock says \(seconds.iso8601), which cannot be: whether the certificate has expired was not "
            + "checked. It is valid from \(chain[0].validity.firstSecond) to \(chain[0].validity.lastSecond)."
        ]
      case .notYet:
        throw .notYetValid(file: file, number: place + 1, first: validity.firstSecond, now: seconds.iso8601)
      case .expired:
        throw .expired(file: file, number: place + 1, last: validity.lastSecond, now: seconds.iso8601)
      case .valid(let days):
        guard days < Validity.warningDays else { continue }
        remarks.append("Certificate \(place + 1) expires in \(days) days, at \(validity.lastSecond).")
      }
    }
    return remarks
  }
}
