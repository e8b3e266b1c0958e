/// Who is next: many BMCs take turns on few threads. A value; times are monotonic nanoseconds.
///
/// One BMC has one turn at a time. A BMC that somebody waits for goes before all others; those that have not answered
/// yet, or do not answer any more, never take all the threads, because each of their turns lasts until a time-out.
public struct TurnTable: Sendable {
  /// Names a BMC for as long as it is watched; never used again.
  public typealias Number = UInt32

  private struct Entry {
    var due: UInt64
    var isRunning = false
    var isCalled = false
    var isProven = false
  }

  private let unprovenLimit: Int
  private var entries: [Number: Entry] = [:]
  private var unprovenRunning = 0

  /// `lanes` is the number of threads, at least one.
  public init(lanes: Int) { unprovenLimit = max(1, lanes * 3 / 4) }

  public var count: Int { entries.count }

  public mutating func add(_ number: Number, at now: UInt64) { entries[number] = Entry(due: now) }

  /// Its turn is over, and it wants no other.
  public mutating func drop(_ number: Number) {
    if let entry = entries.removeValue(forKey: number), entry.isRunning, !entry.isProven { unprovenRunning -= 1 }
  }

  /// Somebody waits for it.
  public mutating func call(_ number: Number) { entries[number]?.isCalled = true }

  /// Whose turn it is now, if anybody's.
  public mutating func take(at now: UInt64) -> Number? {
    var best: (number: Number, due: UInt64)?
    for (number, entry) in entries where mayRun(entry) {
      // Whoever is called is due since ever.
      let due = entry.isCalled ? 0 : entry.due
      guard due <= now, best.map({ due < $0.due }) ?? true else { continue }
      best = (number, due)
    }
    guard let number = best?.number, let entry = entries[number] else { return nil }
    if !entry.isProven { unprovenRunning += 1 }
    entries[number]?.isRunning = true
    entries[number]?.isCalled = false
    return number
  }

  /// Its turn is over. It wants the next one when `due` comes; `isProven` says whether it answered.
  public mutating func finish(_ number: Number, due: UInt64, isProven: Bool) {
    guard let entry = entries[number], entry.isRunning else { return }
    if !entry.isProven { unprovenRunning -= 1 }
    entries[number]?.due = due
    entries[number]?.isProven = isProven
    entries[number]?.isRunning = false
  }

  /// When the next turn is due; nil while nobody waits for one that could be had.
  public var nextDue: UInt64? {
    var next: UInt64?
    for entry in entries.values where mayRun(entry) {
      let due = entry.isCalled ? 0 : entry.due
      next = min(next ?? due, due)
    }
    return next
  }

  private func mayRun(_ entry: Entry) -> Bool {
    !entry.isRunning && (entry.isCalled || entry.isProven || unprovenRunning < unprovenLimit)
  }
}
