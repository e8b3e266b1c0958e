internal import CGCrypt
internal import Glibc

/// Cryptographically strong random bytes. Never blocks once the system has booted; any thread.
public func randomBytes(_ count: Int) -> [UInt8] {
  Libgcrypt.started
  return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
    if count > 0 { cgcrypt_random(buffer.baseAddress, count) }
    initialized = count
  }
}

/// Whether two secrets are the same, in a time that depends on their lengths only.
@inlinable
public func constantTimeEqual(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
  guard a.count == b.count else { return false }
  return zip(a, b).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
}

/// Overwrites a secret that is no longer needed and empties it. Copies made before are not reached.
public func wipe(_ secret: inout [UInt8]) {
  secret.withUnsafeMutableBytes { buffer in
    if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
  }
  secret.removeAll()
}
