internal import JSONText

/// What a running agent says about itself.
public struct AgentStatus: Hashable, Sendable {
  public var version: String
  public var processID: Int32
  /// Seconds since it has started.
  public var uptime: Int64
  /// The URLs it listens on.
  public var listeners: [String]
  /// What it shows at https addresses; nil when there are none.
  public var certificate: ShownCertificate?
  /// Its ways to hardware, in the order of the board file; `sourceLimit` at most.
  public var sources: [SourceState]

  /// More than any board file has.
  public static let sourceLimit = 2048

  public init(
    version: String, processID: Int32, uptime: Int64, listeners: [String], certificate: ShownCertificate?,
    sources: [SourceState] = []
  ) {
    self.version = version
    self.processID = processID
    self.uptime = uptime
    self.listeners = listeners
    self.certificate = certificate
    self.sources = Array(sources.prefix(Self.sourceLimit))
  }

  /// As `lantern status --json` prints it.
  public var json: String { document.text() }

  var document: JSON {
    .object([
      ("version", .string(version)), ("pid", .number(Int64(processID))), ("uptime", .number(uptime)),
      ("listeners", .array(listeners.map { .string($0) })), ("certificate", certificate?.document ?? .null),
      ("sources", .array(sources.map(\.document))),
    ])
  }

  init?(_ document: JSON) {
    guard let version = document["version"]?.string, let processID = document["pid"]?.number,
      let uptime = document["uptime"]?.number, let listeners = document["listeners"]?.array
    else { return nil }
    self.init(
      version: version, processID: Int32(truncatingIfNeeded: processID), uptime: uptime,
      listeners: listeners.compactMap(\.string),
      certificate: document["certificate"].flatMap { ShownCertificate($0) },
      sources: (document["sources"]?.array ?? []).compactMap { SourceState($0) })
  }
}

/// A server certificate that an agent has in use.
public struct ShownCertificate: Hashable, Sendable {
  /// SHA-256 of its DER form: sixty-four lower-case hexadecimal digits.
  public var fingerprint: String
  /// The first and last second of its validity, as `2026-11-22T20:49:03Z`.
  public var notBefore: String
  public var notAfter: String
  /// Whole days until it expires, negative since; nil while the agent's clock cannot be right.
  public var daysLeft: Int64?
  /// The file it was read from.
  public var file: String
  /// Whether the settings name that file; otherwise it is the one that `lantern cert` looks after.
  public var isFromSettings: Bool
  /// What somebody should do something about, as a sentence.
  public var warning: String?

  public init(
    fingerprint: String, notBefore: String, notAfter: String, daysLeft: Int64?, file: String, isFromSettings: Bool,
    warning: String?
  ) {
    self.fingerprint = fingerprint
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.daysLeft = daysLeft
    self.file = file
    self.isFromSettings = isFromSettings
    self.warning = warning
  }

  var document: JSON {
    .object([
      ("sha256", .string(fingerprint)), ("not_before", .string(notBefore)), ("not_after", .string(notAfter)),
      ("days_left", .number(daysLeft)), ("file", .string(file)), ("from_settings", .bool(isFromSettings)),
      ("warning", .string(warning)),
    ])
  }

  init?(_ document: JSON) {
    guard let fingerprint = document["sha256"]?.string, let notBefore = document["not_before"]?.string,
      let notAfter = document["not_after"]?.string, let file = document["file"]?.string,
      let isFromSettings = document["from_settings"]?.bool
    else { return nil }
    self.init(
      fingerprint: fingerprint, notBefore: notBefore, notAfter: notAfter, daysLeft: document["days_left"]?.number,
      file: file, isFromSettings: isFromSettings, warning: document["warning"]?.string)
  }
}
