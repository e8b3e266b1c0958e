internal import NIOCore
internal import NIOSSL

/// The certificate a server shows and the key it proves it with, ready for use. Any thread.
public struct TLSIdentity: Sendable {
  let context: NIOSSLContext

  /// Both as PEM text: a certificate, followed by those of its issuers if clients need them, and its unencrypted key
  /// (PKCS #8, SEC 1 or PKCS #1).
  public init(certificates: [UInt8], key: [UInt8]) throws(TLSIdentityError) {
    guard let chain = try? NIOSSLCertificate.fromPEMBytes(certificates), !chain.isEmpty else {
      throw .noCertificate
    }
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
      context = try NIOSSLContext(configuration: Self.configuration(chain, privateKey))
    } catch {
      throw .mismatch
    }
  }

  /// TLS 1.2 and 1.3, forward secrecy and authenticated encryption only. Clients may resume sessions by tickets, which
  /// are sealed with keys of this process that change by themselves.
  private static func configuration(_ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.cipherSuites = "ECDH+AESGCM:ECDH+CHACHA20"
    configuration.applicationProtocols = ["http/1.1"]
    // A client that does not say goodbye in turn is not waited for.
    configuration.shutdownTimeout = .milliseconds(200)
    return configuration
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
