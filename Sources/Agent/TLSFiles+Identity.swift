import Documents
import Glibc
import Hashing
import Settings
import Transport

extension TLSFiles {
  /// Reads both. A key that everybody on the machine can read proves nothing: it is refused.
  func identity(_ options: TLSOptions = TLSOptions()) throws(TLSFilesError) -> TLSIdentity {
    var certificates: [UInt8] = []
    var keyBytes: [UInt8] = []
    defer {
      wipe(&certificates)
      wipe(&keyBytes)
    }
    do throws(FileError) {
      certificates = try DataFile.read(certificate)
    } catch {
      throw TLSFilesError("\(certificate), the certificate for https, cannot be used: \(error.message)")
    }
    do throws(FileError) {
      keyBytes = try DataFile.read(key)
    } catch {
      throw TLSFilesError("\(key), the key for https, cannot be used: \(error.message)")
    }
    if let mode = modeForOthers(key) {
      throw TLSFilesError(
        "\(key), the key for https, can be read or changed by everybody on this machine (mode \(mode)). "
          + "Make it private: chmod 600 \(key)")
    }
    do throws(TLSIdentityError) {
      return try TLSIdentity(certificates: certificates, key: keyBytes, options: options)
    } catch {
      throw TLSFilesError(sentence(error))
    }
  }

  private func sentence(_ error: TLSIdentityError) -> String {
    switch error {
    case .noCertificate:
      "\(certificate) holds no certificate that can be read: it must be PEM text with -----BEGIN CERTIFICATE-----. "
        + "To convert one in DER form: openssl x509 -inform der -in FILE -out \(certificate)"
    case .noKey:
      "\(key) holds no private key that can be read: it must be PEM text with -----BEGIN PRIVATE KEY-----."
    case .encryptedKey:
      "The key in \(key) has a passphrase, which nobody is there to type in. Write a copy without it, "
        + "readable by Lantern only: openssl pkey -in \(key) -out FILE"
    case .mismatch:
      "The key in \(key) does not belong to the first certificate in \(certificate). The server's own certificate "
        + "must come first, those of its issuers after it."
    }
  }

  /// The permissions in octal when others than owner and group have any.
  private func modeForOthers(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o007 != 0 else { return nil }
    return "0" + String(status.st_mode & 0o777, radix: 8)
  }
}

/// Why HTTPS cannot be served: a sentence that says what to do.
struct TLSFilesError: Error, Equatable, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
