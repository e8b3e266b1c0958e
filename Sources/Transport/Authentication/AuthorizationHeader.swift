import Hashing

/// The value of an `Authorization` header, taken apart but not yet checked.
enum AuthorizationHeader: Hashable {
  case digest(DigestCredentials)
  case basic(user: String, password: [UInt8])

  /// Nil for other schemes and for everything that is not well formed.
  init?(parsing bytes: [UInt8]) {
    let scheme = bytes.prefix { $0 != UInt8(ascii: " ") }
    let rest = bytes.dropFirst(scheme.count).drop { $0 == UInt8(ascii: " ") }
    if scheme.equalsIgnoringCase("digest") {
      guard let credentials = DigestCredentials(parsing: rest) else { return nil }
      self = .digest(credentials)
    } else if scheme.equalsIgnoringCase("basic") {
      guard let text = Base64.decode(rest), let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      self = .basic(user: String(decoding: text[..<colon], as: UTF8.self), password: Array(text[(colon + 1)...]))
    } else {
      return nil
    }
  }
}
