public import Transport

/// The `tls:` settings.
public struct TLSSettings: Equatable, Sendable {
  /// Nil for what `lantern cert` keeps in the state directory.
  public var files: TLSFiles?
  public var options = TLSOptions()

  public init() {}
}

/// Where the certificate and the key for HTTPS are, both PEM; one file may hold both.
public struct TLSFiles: Equatable, Sendable {
  public var certificate: String
  public var key: String

  public init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}
