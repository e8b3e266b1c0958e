import Hashing
import NIOCore

/// Digest nonces. One that was only handed out costs nothing: it carries the time it was made and a keyed hash of it,
/// so that a flood of unauthenticated requests cannot push out anything. Only those that have proven a password are
/// remembered, for their counts; when there are too many the oldest are forgotten, and with them every nonce made
/// before, so that none can be used again.
struct NonceTable {
  enum Use: Hashable {
    case fresh
    /// The count was used before: a replay, or a request repeated after a lost connection.
    case replayed
    /// Expired, forgotten, or made by another process: the client needs a new one.
    case stale
  }

  private let key: [UInt8]
  private let lifetime: TimeAmount
  private let limit: Int
  /// By stamp: the seals of nonces in use, which need not be computed again, and their counts.
  private var known: [UInt64: (seal: UInt64, window: NonceCountWindow)] = [:]
  private var lastStamp: UInt64 = 0
  /// Nonces made at or before this are forgotten.
  private var forgottenThrough: UInt64 = 0

  /// `key` is 32 random bytes, used for nothing else; `limit` is at least 2.
  init(key: [UInt8], lifetime: TimeAmount, limit: Int) {
    self.key = key
    self.lifetime = lifetime
    self.limit = limit
  }

  /// A new nonce: 32 hexadecimal digits, no two alike.
  mutating func make(at now: NIODeadline) -> String {
    lastStamp = max(lastStamp + 1, now.uptimeNanoseconds)
    let stamp = Self.bytes(lastStamp)
    return Hex.encode(stamp + seal(stamp))
  }

  /// Uses a nonce whose response has been found right.
  mutating func use(_ nonce: some Collection<UInt8>, count: UInt32, at now: NIODeadline) -> Use {
    guard let bytes = Hex.decode(nonce), bytes.count == 16 else { return .stale }
    let stamp = Self.number(bytes[..<8])
    let offered = Self.number(bytes[8...])
    let seal = known[stamp]?.seal ?? Self.number(seal(Array(bytes[..<8])))
    // Whoever gets here knows the password: there is nothing left to learn from how long the comparison takes.
    guard offered == seal, stamp > forgottenThrough, !isExpired(stamp, at: now) else { return .stale }
    if known[stamp] == nil { makeRoom(at: now) }
    return known[stamp, default: (seal, NonceCountWindow())].window.use(count) ? .fresh : .replayed
  }

  private func isExpired(_ stamp: UInt64, at now: NIODeadline) -> Bool {
    now - NIODeadline.uptimeNanoseconds(stamp) > lifetime
  }

  /// Half at a time: forgetting one by one would look through the table for every new nonce.
  private mutating func makeRoom(at now: NIODeadline) {
    guard known.count >= limit else { return }
    known = known.filter { !isExpired($0.key, at: now) }
    guard known.count >= limit else { return }
    let stamps = known.keys.sorted()
    forgottenThrough = stamps[limit / 2 - 1]
    for stamp in stamps[..<(limit / 2)] { known[stamp] = nil }
  }

  private func seal(_ stamp: [UInt8]) -> ArraySlice<UInt8> { SHA256.digest(key + stamp)[..<8] }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

  private static func bytes(_ stamp: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: stamp >> (56 - 8 * UInt64($0))) }
  }
}
