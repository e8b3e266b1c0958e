import Hashing

/// What is kept of a password that need not be known for Digest: PBKDF2 with HMAC-SHA-256 (RFC 8018). Checking takes tens
/// of milliseconds and more: never on an event loop.
struct PasswordVerifier: Hashable, Sendable {
  /// Of new ones; each keeps its own, so that this can grow.
  static let iterations = 100_000
  static let saltLength = 16
  private static let iterationRange = 1000...10_000_000

  let iterations: Int
  let salt: [UInt8]
  let key: [UInt8]

  init(password: [UInt8]) {
    iterations = Self.iterations
    salt = randomBytes(Self.saltLength)
    key = Self.derive(password, salt, iterations)
  }

  /// One that no password fits, for the time that it takes to find that out.
  static let decoy = PasswordVerifier(password: randomBytes(32))

  func accepts(_ password: [UInt8]) -> Bool { constantTimeEqual(Self.derive(password, salt, iterations), key) }

  /// Salt and key: changes with the password.
  var bytes: [UInt8] { salt + key }

  private static func derive(_ password: [UInt8], _ salt: [UInt8], _ iterations: Int) -> [UInt8] {
    // Nil for an empty salt or no iterations only.
    PBKDF2.deriveKey(password: password, salt: salt, iterations: iterations, byteCount: SHA256.byteCount) ?? []
  }

  /// `100000$salt$key` in hexadecimal digits.
  var text: [UInt8] {
    let dollar = [UInt8(ascii: "$")]
    return Array("\(iterations)".utf8) + dollar + Hex.encodeBytes(salt) + dollar + Hex.encodeBytes(key)
  }

  init?(parsing text: some Collection<UInt8>) {
    let parts = text.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
    guard parts.count == 3, let iterations = Int(String(decoding: parts[0], as: UTF8.self)),
      Self.iterationRange.contains(iterations), let salt = Hex.decode(Array(parts[1])),
      salt.count >= Self.saltLength, let key = Hex.decode(Array(parts[2])), key.count == SHA256.byteCount
    else { return nil }
    self.iterations = iterations
    self.salt = salt
    self.key = key
  }
}
