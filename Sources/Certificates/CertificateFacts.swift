internal import JSONText
public import Model
internal import X509

/// What people ask of a server's certificate.
public struct CertificateFacts: Hashable, Sendable {
  public var file: String
  public var subject: String
  public var issuer: String
  public var isSelfSigned: Bool
  public var names: SubjectNames
  public var validity: Validity
  public var verdict: Validity.Verdict
  public var key: String
  public var fingerprint: String
  /// Certificates of issuers that are sent along.
  public var issuers: Int
  public var agent: Agent

  /// What the running agent shows.
  public enum Agent: Hashable, Sendable {
    case shows
    case showsAnother(fingerprint: String, file: String)
    case hasNoHTTPS
    case notRunning
    /// The sentence says why.
    case unknown(String)
  }

  public init(_ identity: ServerIdentity, file: String, at now: WallTime, agent: Agent) {
    self.file = file
    subject = "\(identity.certificate.subject)"
    issuer = "\(identity.certificate.issuer)"
    isSelfSigned = identity.isSelfSigned
    names = identity.names
    validity = identity.certificate.validity
    verdict = validity.judged(at: now)
    key = KeyKind.name(identity.certificate.publicKey)
    fingerprint = identity.fingerprint
    issuers = identity.chain.count - 1
    self.agent = agent
  }

  /// A line for each, in two columns.
  public var text: String {
    let rows = [
      ("File", file), ("Subject", subject), ("Issuer", isSelfSigned ? "itself" : issuer),
      ("Names", names.all.joined(separator: ", ")),
      ("Valid", "\(validity.firstSecond) to \(validity.lastSecond) (\(verdictText))"), ("Key", key),
      ("SHA-256", fingerprint), ("Agent", agentText),
    ]
    return rows.map { name, value in
      name + String(repeating: " ", count: 9 - name.utf8.count) + value
    }.joined(separator: "\n")
  }

  public var json: String {
    JSON.object([
      ("file", .string(file)), ("subject", .string(subject)), ("issuer", .string(issuer)),
      ("self_signed", .bool(isSelfSigned)), ("names", .array(names.names.map { .string($0) })),
      ("addresses", .array(names.addresses.map { .string($0) })), ("not_before", .string(validity.firstSecond)),
      ("not_after", .string(validity.lastSecond)), ("days_left", .number(verdict.daysLeft)), ("key", .string(key)),
      ("sha256", .string(fingerprint)), ("issuers", .number(Int64(issuers))),
      ("shown_by_agent", isShown.map { .bool($0) } ?? .null),
    ]).text()
  }

  /// What somebody should do something about, as a sentence; nil when there is nothing.
  public var warning: String? {
    let remedy =
      isSelfSigned
      ? "Replace it: lantern cert renew" : "Replace it: lantern cert csr, and install what your authority makes of it"
    return switch verdict {
    case .valid(let days) where days < Validity.warningDays: "It expires in \(days) days. \(remedy)"
    case .expired(let days): "It expired \(days) days ago. \(remedy)"
    case .notYet: "It is not valid before \(validity.firstSecond), by this machine's clock. Is the clock right?"
    case .valid, .clockIsWrong: nil
    }
  }

  /// Nil when no agent says.
  private var isShown: Bool? {
    switch agent {
    case .shows: true
    case .showsAnother, .hasNoHTTPS: false
    case .notRunning, .unknown: nil
    }
  }

  private var verdictText: String {
    switch verdict {
    case .clockIsWrong: "this machine's clock cannot be right"
    case .notYet: "not yet, by this machine's clock"
    case .valid(let days): "\(days) days left"
    case .expired(let days): "expired \(days) days ago"
    }
  }

  private var agentText: String {
    switch agent {
    case .shows: "shows this certificate"
    case .showsAnother(let fingerprint, let file): "shows another certificate, \(fingerprint), read from \(file)"
    case .hasNoHTTPS: "runs, but listens on no https address"
    case .notRunning: "does not run"
    case .unknown(let reason): reason
    }
  }
}
