/// How often a BMC is scanned: at the interval asked for, or less often where scans take so long that the BMC would be
/// busy with them for more than half of the time.
public struct ScanPace: Hashable, Sendable {
  private let wanted: UInt64
  /// What a scan takes: the last one counts a quarter, so that one lost packet does not slow everything down.
  private var usual: UInt64 = 0
  private var lastStart: UInt64?
  private var lastGap: UInt64 = 0

  /// All times in nanoseconds.
  public init(interval: UInt64) { wanted = interval }

  public var interval: UInt64 { max(wanted, usual * 2) }

  /// A scan begins. Returns the interval by which freshness counts: what is aimed at, or what it came to lately.
  public mutating func begin(at now: UInt64) -> UInt64 {
    if let lastStart { lastGap = now - min(now, lastStart) }
    lastStart = now
    return max(interval, lastGap)
  }

  /// The scan is done; returns when the next one is due.
  public mutating func end(at now: UInt64) -> UInt64 {
    let start = lastStart ?? now
    let took = now - min(now, start)
    usual = usual == 0 ? took : (usual * 3 + took) / 4
    return start + interval
  }

  /// The session was lost: the gap until the next scan says nothing about how fast the BMC is.
  public mutating func pause() {
    lastStart = nil
    lastGap = 0
  }
}
