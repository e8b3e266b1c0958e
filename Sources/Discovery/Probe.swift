/// A TCP port where WS-Management may be served.
public struct Endpoint: Hashable, Sendable {
  public var port: UInt16
  public var usesTLS: Bool

  public init(port: UInt16, usesTLS: Bool) {
    self.port = port
    self.usesTLS = usesTLS
  }

  /// Those of DASH (DSP0232) and of WS-Management (DSP0226), TLS first.
  public static let usual = [
    Endpoint(port: 664, usesTLS: true), Endpoint(port: 5986, usesTLS: true),
    Endpoint(port: 623, usesTLS: false), Endpoint(port: 5985, usesTLS: false),
  ]
}

/// One question to one address: an Identify without credentials.
public struct Probe: Hashable, Sendable {
  public let address: IPAddress
  public let endpoint: Endpoint
  public let path: Path

  /// Where services answer an Identify without credentials.
  public enum Path: String, CaseIterable, Sendable {
    /// With the header of `IdentifyRequest`.
    case usual = "/wsman"
    case anonymous = "/wsman-anon/identify"
  }

  public var authority: String { "\(address.inURL):\(endpoint.port)" }
  /// Of the service, wherever it was asked.
  public var serviceURL: String { "\(endpoint.usesTLS ? "https" : "http")://\(authority)\(Path.usual.rawValue)" }
}

/// What became of a probe.
public enum ProbeOutcome: Hashable, Sendable {
  case identified(IdentifyResponse, Certificate?)
  /// HTTP 401.
  case wantsLogin(Certificate?)
  /// HTTP, but nothing that is known.
  case somethingElse
  /// No connection, no TLS, or no answer in time.
  case nothing
  /// The network says that there is no way to the address.
  case unreachable
}

/// What a TLS service showed; nobody has verified it.
public struct Certificate: Hashable, Sendable {
  /// SHA-256 of the certificate, in lower-case hexadecimal digits.
  public var fingerprint: String
  /// ISO 8601, UTC.
  public var expires: String

  public init(fingerprint: String, expires: String) {
    self.fingerprint = fingerprint
    self.expires = expires
  }
}
