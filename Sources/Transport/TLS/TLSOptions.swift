/// How a server speaks TLS.
public struct TLSOptions: Hashable, Sendable {
  /// Serves clients that know no better, too: TLS 1.0 and 1.1, AES in CBC mode with SHA-1, and, for an RSA key, key
  /// exchange without forward secrecy. Whoever records such a connection can read it once the key is known.
  public var servesOldClients = false
  /// Asks clients for a certificate, without insisting on one.
  public var asksForCertificates = false

  public init() {}
}
