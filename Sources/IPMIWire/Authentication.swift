/// How a session over the network proves who is who, and what hides its packets. The raw value of a cipher suite is its
/// number (IPMI 2.0 section 22.15.2); 15 stands for sessions of IPMI 1.5.
public enum Authentication: UInt8, CaseIterable, Sendable {
  /// HMAC-SHA256, AES-CBC-128.
  case suite17 = 17
  /// HMAC-SHA1, AES-CBC-128.
  case suite3 = 3
  /// IPMI 1.5 with MD5: nothing is encrypted.
  case ipmi15 = 15
}
