import NIOCore

/// How guilty each of many is: a failure fills a measure by one, and every `drainTime` takes one off again. The table is
/// bounded; the least filled measure makes room, so that a flood of new names does not clear one that is full.
struct FailureMeasures {
  static let step: TimeAmount = .milliseconds(250)
  static let maximumDelay: TimeAmount = .seconds(2)

  private let freeFailures: UInt64
  private let drainTime: TimeAmount
  private let limit: Int
  /// When each measure will be empty.
  private var emptyAt: [String: NIODeadline] = [:]

  /// `freeFailures` are not slowed down; each one above adds a step to the delay, up to the maximum. `limit`: measures
  /// that are kept.
  init(freeFailures: UInt64, drainTime: TimeAmount, limit: Int) {
    self.freeFailures = freeFailures
    self.drainTime = drainTime
    self.limit = limit
  }

  mutating func failed(_ name: String, at now: NIODeadline) {
    if emptyAt[name] == nil { makeRoom(at: now) }
    // Not filled beyond what causes the longest delay, so that it does not take longer than this to recover.
    let full = now + drainTime * Int(freeFailures + Self.steps)
    emptyAt[name] = min(max(emptyAt[name] ?? now, now) + drainTime, full)
  }

  func delay(_ name: String, at now: NIODeadline) -> TimeAmount {
    guard let empty = emptyAt[name], empty > now else { return .zero }
    let failures = UInt64((empty - now).nanoseconds + drainTime.nanoseconds - 1) / UInt64(drainTime.nanoseconds)
    guard failures > freeFailures else { return .zero }
    return min(Self.step * Int(failures - freeFailures), Self.maximumDelay)
  }

  private static var steps: UInt64 { UInt64(maximumDelay.nanoseconds / step.nanoseconds) }

  private mutating func makeRoom(at now: NIODeadline) {
    guard emptyAt.count >= limit else { return }
    emptyAt = emptyAt.filter { $0.value > now }
    guard emptyAt.count >= limit, let first = emptyAt.min(by: { $0.value < $1.value }) else { return }
    emptyAt[first.key] = nil
  }
}
