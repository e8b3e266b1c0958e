import Model

/// Which chips of a bus are worth an exchange now: whoever does not answer is asked less and less often, and when the bus
/// itself does not come free, nothing is asked but one chip now and then. A value without I/O.
struct BusHealth {
  /// How it went with a chip.
  enum Outcome {
    /// It answered, if not always sensibly: the bus works.
    case answered
    /// Nobody acknowledged its address.
    case missing
    /// The bus did not come free in time.
    case timedOut
  }

  private struct Chip {
    var failures = 0
    var nextTry = Instant.zero
  }

  private let interval: Duration
  private var chips: [Chip]
  /// Those that timed out since anybody answered.
  private var silent: Set<Int> = []
  private var timeouts = 0
  private var pause = BusHealth.firstPause
  private var trials = 0
  /// When to try whether the bus is free again; nil while it is not stuck.
  private(set) var nextTrial: Instant?

  /// Of so many chips in a row, or of one so many times, timeouts tell that it is the bus.
  private static let silentChips = 2
  private static let repeatedTimeouts = 3
  private static let firstPause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(60)
  /// A chip that is put in is seen after so long at the latest.
  private static let longestAbsence = Duration.seconds(15)

  init(chips count: Int, interval: Duration) {
    chips = Array(repeating: Chip(), count: count)
    self.interval = interval
  }

  var isStuck: Bool { nextTrial != nil }

  func isDue(_ chip: Int, at now: Instant) -> Bool { chips[chip].nextTry <= now }

  /// The chip whose turn it is to show whether the bus is free; not always the same one, which may be the culprit.
  var trialChip: Int { trials % max(1, chips.count) }

  mutating func note(_ outcome: Outcome, of chip: Int, at now: Instant) {
    switch outcome {
    case .answered:
      chips[chip] = Chip()
      release()
    case .missing:
      postpone(chip, at: now)
      release()
    case .timedOut:
      postpone(chip, at: now)
      silent.insert(chip)
      timeouts += 1
      if isStuck {
        pause = min(pause * 2, BusHealth.longestPause)
        trials += 1
        nextTrial = now + pause
      } else if silent.count >= BusHealth.silentChips || timeouts >= BusHealth.repeatedTimeouts {
        nextTrial = now + pause
      }
    }
  }

  /// Somebody, or nobody, answered on free lines. After a stuck bus all are asked at once again.
  private mutating func release() {
    if isStuck { for chip in chips.indices { chips[chip].nextTry = .zero } }
    silent = []
    timeouts = 0
    pause = BusHealth.firstPause
    nextTrial = nil
  }

  /// First at the next scan, then after pauses that double.
  private mutating func postpone(_ chip: Int, at now: Instant) {
    let doublings = min(chips[chip].failures, 10)
    chips[chip].failures += 1
    let rest = doublings == 0 ? .zero : min(interval * (1 << doublings), BusHealth.longestAbsence)
    chips[chip].nextTry = now + rest
  }
}
