internal import Hashing

/// What is kept of a client's certificate.
public enum ClientCertificate {
  /// The SHA-256 of the first certificate in PEM text, over its DER form, as `openssl x509 -fingerprint -sha256` tells it;
  /// nil when there is none.
  public static func fingerprint(pem text: [UInt8]) -> [UInt8]? {
    PEM.blocks(in: text)?.first { ServerIdentity.certificateLabels.contains($0.label) }.map { SHA256.digest($0.der) }
  }
}
