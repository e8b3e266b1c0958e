import NIOCore

/// Slows down addresses that keep sending wrong passwords; never locks anybody out.
///
/// Each failure fills the address's measure by one, and every `drainTime` takes one off again. Above `freeFailures`
/// answers to credentials are delayed, right ones too: otherwise a guesser could tell a wrong password from the delay
/// itself and hang up. The table is bounded; the least filled measure makes room.
struct LoginThrottle {
  static let freeFailures: UInt64 = 5
  static let drainTime: TimeAmount = .seconds(5)
  static let step: TimeAmount = .milliseconds(250)
  static let maximumDelay: TimeAmount = .seconds(2)

  private let limit: Int
  /// When each address's measure will be empty.
  private var emptyAt: [String: NIODeadline] = [:]

  init(limit: Int = 256) { self.limit = limit }

  mutating func failed(_ address: String, at now: NIODeadline) {
    if emptyAt[address] == nil { makeRoom(at: now) }
    // Not filled beyond what causes the longest delay: an address recovers within a minute.
    let full = now + Self.drainTime * Int(Self.freeFailures + Self.steps)
    emptyAt[address] = min(max(emptyAt[address] ?? now, now) + Self.drainTime, full)
  }

  /// How long an answer to this address's credentials has to wait.
  func delay(_ address: String, at now: NIODeadline) -> TimeAmount {
    guard let empty = emptyAt[address], empty > now else { return .zero }
    let failures =
      UInt64((empty - now).nanoseconds + Self.drainTime.nanoseconds - 1) / UInt64(Self.drainTime.nanoseconds)
    guard failures > Self.freeFailures else { return .zero }
    return min(Self.step * Int(failures - Self.freeFailures), Self.maximumDelay)
  }

  private static var steps: UInt64 { UInt64(maximumDelay.nanoseconds / step.nanoseconds) }

  private mutating func makeRoom(at now: NIODeadline) {
    guard emptyAt.count >= limit else { return }
    emptyAt = emptyAt.filter { $0.value > now }
    guard emptyAt.count >= limit, let first = emptyAt.min(by: { $0.value < $1.value }) else { return }
    emptyAt[first.key] = nil
  }
}
