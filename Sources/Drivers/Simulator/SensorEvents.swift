import Model

/// What a simulated controller finds worth a record about one sensor, sample by sample.
struct SensorEvents {
  struct Event: Hashable {
    var severity: Severity
    var message: String
  }

  private var crossed: Set<Threshold> = []
  private var active: [Int] = []
  private var wasSeen = false

  /// What is new with this sample. A sample without a reading says nothing, and forgets what was.
  mutating func take(_ sample: SensorSample, _ watch: SensorWatch) -> [Event] {
    guard sample.quality == .good else {
      self = SensorEvents()
      return []
    }
    return sample.value.map { crossings($0, watch) } ?? changes(sample.activeStates, watch)
  }

  private mutating func crossings(_ value: Double, _ watch: SensorWatch) -> [Event] {
    Threshold.allCases.compactMap { threshold in
      guard let limit = watch.thresholds[threshold] else { return nil }
      let wasCrossed = crossed.contains(threshold)
      let slack = wasCrossed ? watch.hysteresis : 0
      let isCrossed = threshold.isLow ? value <= limit + slack : value >= limit - slack
      guard isCrossed != wasCrossed else { return nil }
      if isCrossed { crossed.insert(threshold) } else { crossed.remove(threshold) }
      let place = "its \(threshold.inWords) limit of \(limit.inWords) \(watch.unit.rawValue)"
      let reading = "it reads \(value.inWords)."
      return isCrossed
        ? Event(severity: threshold.severity, message: "\(watch.name) crossed \(place); \(reading)")
        : Event(severity: .information, message: "\(watch.name) is back within \(place); \(reading)")
    }
  }

  private mutating func changes(_ now: [Int], _ watch: SensorWatch) -> [Event] {
    let before = active
    // What is well from the start is no event.
    let isFirst = !wasSeen
    (active, wasSeen) = (now, true)
    let begun = now.filter { !before.contains($0) && !(isFirst && watch.states[$0].health == .ok) }.map { state in
      Event(severity: watch.states[state].health.severity, message: "\(watch.name): \(watch.states[state].name).")
    }
    let ended = before.filter { !now.contains($0) }.map { state in
      Event(severity: .information, message: "\(watch.name): no longer \(watch.states[state].name).")
    }
    return begun + ended
  }
}

extension Threshold {
  fileprivate var inWords: String {
    switch self {
    case .warningLow: "lower non-critical"
    case .warningHigh: "upper non-critical"
    case .criticalLow: "lower critical"
    case .criticalHigh: "upper critical"
    case .fatalLow: "lower fatal"
    case .fatalHigh: "upper fatal"
    }
  }

  fileprivate var severity: Severity { SensorState(crossing: self).health.severity }
}

extension Health {
  fileprivate var severity: Severity {
    switch self {
    case .unknown: .unknown
    case .ok: .information
    case .degraded: .warning
    case .critical: .critical
    case .fatal: .fatal
    }
  }
}
