internal import CGCrypt

/// MD5 (RFC 1321), which HTTP Digest authentication prescribes. For nothing else.
public enum MD5 {
  public static let byteCount = 16

  /// Sixteen bytes. Any thread.
  public static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    withContiguousBytes(bytes) { input in
      fixedOutput(byteCount) { cgcrypt_md5(input.baseAddress, input.count, $0) }
    }
  }
}

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
  public static let byteCount = 32

  /// Thirty-two bytes. Any thread.
  public static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    withContiguousBytes(bytes) { input in
      fixedOutput(byteCount) { cgcrypt_sha256(input.baseAddress, input.count, $0) }
    }
  }
}

/// PBKDF2 (RFC 8018) with HMAC-SHA-256.
public enum PBKDF2 {
  /// `byteCount` derived bytes, or nil when libgcrypt refuses the arguments: an empty salt, no iterations, no output.
  /// Takes as long as `iterations` asks for; never call it on an event loop.
  public static func deriveKey(
    password: [UInt8], salt: [UInt8], iterations: Int, byteCount: Int
  ) -> [UInt8]? {
    guard iterations > 0, byteCount > 0, !salt.isEmpty else { return nil }
    Libgcrypt.started
    var status: Int32 = 0
    let key = fixedOutput(byteCount) {
      status = cgcrypt_pbkdf2_sha256(
        password, password.count, salt, salt.count, UInt(iterations), $0, byteCount)
    }
    return status == 0 ? key : nil
  }
}

private func fixedOutput(_ count: Int, _ fill: (UnsafeMutablePointer<UInt8>?) -> Void) -> [UInt8] {
  Libgcrypt.started
  return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
    buffer.initialize(repeating: 0)
    fill(buffer.baseAddress)
    initialized = count
  }
}

private func withContiguousBytes<R>(_ bytes: some Sequence<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
  if let result = bytes.withContiguousStorageIfAvailable(body) { return result }
  return Array(bytes).withUnsafeBufferPointer(body)
}
