public import Model

/// Turns the readings of one sensor into a threshold state.
///
/// Every threshold is watched on its own: it becomes asserted after `samples` readings in a row at or beyond the limit
/// (IPMI 2.0 table 35-15 counts "at" as crossed too), and stays so until a reading comes back past the limit by more
/// than the hysteresis. The state is the most severe threshold asserted, so thresholds in an odd order do no harm; of
/// two equally severe ones, the low one.
public struct ThresholdEvaluator: Hashable, Sendable {
  // Both stay empty for a sensor in its normal range, which is nearly all of them nearly always.
  private var asserted: Set<Threshold> = []
  private var streaks: [Threshold: Int] = [:]

  public init() {}

  /// `value`, `thresholds` and `hysteresis` share a unit. A value that is not finite is no reading: `unknown`.
  public mutating func evaluate(
    _ value: Double, thresholds: Thresholds, hysteresis: Double? = nil, samples: Int = 1
  ) -> SensorState {
    guard value.isFinite else {
      interrupt()
      return .unknown
    }
    for threshold in Threshold.allCases {
      watch(threshold, limit: thresholds[threshold], value: value, hysteresis: hysteresis ?? 0, samples: samples)
    }
    return worst
  }

  /// Some limits are others now: those are judged by the present value at once, as if nothing had been known of them,
  /// and what the value has to say of the rest was said already.
  public mutating func rejudge(_ changed: some Sequence<Threshold>, _ value: Double, thresholds: Thresholds)
    -> SensorState
  {
    for threshold in changed {
      forget(CollectionOfOne(threshold))
      watch(threshold, limit: thresholds[threshold], value: value, hysteresis: 0, samples: 1)
    }
    return worst
  }

  /// What is known of these limits no longer counts.
  public mutating func forget(_ changed: some Sequence<Threshold>) {
    for threshold in changed {
      asserted.remove(threshold)
      streaks[threshold] = nil
    }
  }

  private var worst: SensorState {
    var worst = SensorState.normal
    for threshold in Threshold.allCases where asserted.contains(threshold) {
      let state = SensorState(crossing: threshold)
      if state.health > worst.health { worst = state }
    }
    return worst
  }

  /// A reading is missing: what is asserted stays so, what was counting starts again.
  public mutating func interrupt() { streaks = [:] }

  /// The next reading is judged as if it were the first.
  public mutating func reset() { self = ThresholdEvaluator() }

  private mutating func watch(
    _ threshold: Threshold, limit: Double?, value: Double, hysteresis: Double, samples: Int
  ) {
    let wasAsserted = asserted.contains(threshold)
    let slack = wasAsserted ? max(hysteresis, 0) : 0
    guard let limit, threshold.isCrossed(by: value, limit: limit, slack: slack) else {
      asserted.remove(threshold)
      streaks[threshold] = nil
      return
    }
    guard !wasAsserted else { return }
    let streak = (streaks[threshold] ?? 0) + 1
    if streak >= samples {
      asserted.insert(threshold)
      streaks[threshold] = nil
    } else {
      streaks[threshold] = streak
    }
  }
}

extension Threshold {
  fileprivate func isCrossed(by value: Double, limit: Double, slack: Double) -> Bool {
    switch self {
    case .warningLow, .criticalLow, .fatalLow: value <= limit + slack
    case .warningHigh, .criticalHigh, .fatalHigh: value >= limit - slack
    }
  }
}
