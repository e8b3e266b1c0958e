/// Why a certificate is not installed. The description is a sentence that says what to do; nothing was changed.
public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence of `ServerIdentity` begins with "It".
  case unreadable(file: String, reason: String)
  case noCertificate(file: String)
  case unreadableKey(file: String, reason: String)
  /// None of the keys there are belongs to the first certificate, but one belongs to another; numbers from 1.
  case leafIsNotFirst(file: String, number: Int)
  case noKey(file: String)
  case wrongKey(file: String, keyFile: String)
  case tooLong(file: String, limit: Int)
  /// The certificate with this number was not issued by the next.
  case notIssuedByNext(file: String, number: Int, subject: String, issuer: String, next: String)
  /// The certificate with this number says that it issues none.
  case notAnIssuer(file: String, number: Int, subject: String)
  case expired(file: String, number: Int, last: String, now: String)
  case notYetValid(file: String, number: Int, first: String, now: String)
  case notForServers(file: String)
  case unusualKey(file: String, key: String)

  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file) cannot be used. \(reason)"
    case .noCertificate(let file):
      "\(file) holds no certificate: it must be PEM text with -----BEGIN CERTIFICATE-----. To convert one in DER form: "
        + "openssl x509 -inform der -in \(file) -out FILE"
    case .unreadableKey(let file, let reason): "The key in \(file) cannot be used. \(reason)"
    case .leafIsNotFirst(let file, let number):
      "The server's own certificate must come first in \(file), those of its issuers after it, but it is number "
        + "\(number). Put them in order."
    case .noKey(let file):
      "No key here belongs to the certificate in \(file): neither that of the request from lantern cert csr nor the one "
        + "in use. If it was made elsewhere, name its file with --key FILE."
    case .wrongKey(let file, let keyFile): "The key in \(keyFile) does not belong to the first certificate in \(file)."
    case .tooLong(let file, let limit):
      "\(file) holds more than \(limit) certificates. Only the server's own and those "
        + "of its issuers belong there."
    case .notIssuedByNext(let file, let number, let subject, let issuer, let next):
      "Certificate \(number) in \(file) (\(subject)) was issued by \(issuer), but the one after it (\(next)) has not "
        + "signed it. Put each issuer's certificate right after what it signed, and leave others out."
    case .notAnIssuer(let file, let number, let subject):
      "Certificate \(number) in \(file) (\(subject)) may not issue certificates (CA:FALSE): clients would refuse the chain."
    case .expired(let file, let number, let last, let now):
      "Certificate \(number) in \(file) expired at \(last), and it is \(now) now by this machine's clock. Have a new one "
        + "issued, or set the clock if it is wrong."
    case .notYetValid(let file, let number, let first, let now):
      "Certificate \(number) in \(file) is not valid before \(first), and it is \(now) now by this machine's clock. Wait "
        + "until then, or set the clock if it is wrong."
    case .notForServers(let file):
      "The certificate in \(file) is not for servers: its extended key usage lacks serverAuth, or its key usage lacks "
        + "digitalSignature. Have one issued that has both."
    case .unusualKey(let file, let key):
      "The certificate in \(file) has a key that clients do not take (\(key)). Use ECDSA P-256 or P-384, or RSA with 2048 "
        + "bits or more."
    }
  }
}
