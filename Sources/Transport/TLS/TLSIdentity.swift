internal import NIOCore
internal import NIOSSL

/// The certificate a server shows and the key it proves it with, ready for use. Any thread.
public struct TLSIdentity: Sendable {
  /// The server's own certificate, the first of the chain.
  public let certificate: ServedCertificate
  public let options: TLSOptions
  let context: NIOSSLContext

  /// Both as PEM text: a certificate, followed by those of its issuers if clients need them, and its unencrypted key
  /// (PKCS #8, SEC 1 or PKCS #1). Both may be in one text.
  public init(
    certificates: [UInt8], key: [UInt8], options: TLSOptions = TLSOptions()
  ) throws(TLSIdentityError) {
    guard let chain = try? NIOSSLCertificate.fromPEMBytes(certificates), let first = chain.first,
      let certificate = ServedCertificate(first)
    else { throw .noCertificate }
    self.certificate = certificate
    self.options = options
    var isEncrypted = false
    let privateKey: NIOSSLPrivateKey
    do {
      // Without a callback the library would ask on standard input.
      privateKey = try NIOSSLPrivateKey(bytes: key, format: .pem) { (_: NIOSSLPassphraseSetter<[UInt8]>) in
        isEncrypted = true
        throw TLSIdentityError.encryptedKey
      }
    } catch {
      throw isEncrypted ? .encryptedKey : .noKey
    }
    do {
      context = try NIOSSLContext(configuration: Self.configuration(chain, privateKey, options))
    } catch {
      throw .mismatch
    }
  }

  /// TLS 1.2 and 1.3, forward secrecy and authenticated encryption only, unless old clients are served. Clients may
  /// resume sessions by tickets, which are sealed with keys of this identity that change by themselves: with another
  /// identity, a client makes a full handshake.
  private static func configuration(
    _ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey, _ options: TLSOptions
  ) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = options.servesOldClients ? .tlsv1 : .tlsv12
    configuration.cipherSuites =
      options.servesOldClients
      ? "ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:RSA+AESGCM:RSA+AES" : "ECDH+AESGCM:ECDH+CHACHA20"
    configuration.applicationProtocols = ["http/1.1"]
    // A client that does not say goodbye in turn is not waited for.
    configuration.shutdownTimeout = .milliseconds(200)
    if options.asksForCertificates {
      // No roots: whose certificate it is, is for the accounts to say.
      configuration.certificateVerification = .optionalVerification
      configuration.trustRoots = .certificates([])
    }
    return configuration
  }

  /// The handler that speaks TLS on a connection of a client.
  func handler() -> NIOSSLServerHandler {
    guard options.asksForCertificates else { return NIOSSLServerHandler(context: context) }
    // TLS itself proves that the client has the key of the certificate it shows. More is not asked here: a certificate
    // that no account has is as good as none.
    return NIOSSLServerHandler(context: context) { _, verified in verified.succeed(.certificateVerified) }
  }
}

/// Why certificate and key cannot be used.
public enum TLSIdentityError: Error, Hashable, Sendable {
  /// No certificate in PEM form, or one that cannot be read.
  case noCertificate
  /// No private key in PEM form, or one of an unknown kind.
  case noKey
  /// The key has a passphrase.
  case encryptedKey
  /// The key belongs to another certificate.
  case mismatch
}
