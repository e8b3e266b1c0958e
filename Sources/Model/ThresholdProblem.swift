/// Why limits cannot be those of a sensor.
public enum ThresholdProblem: Hashable, Sendable {
  case notANumber(Threshold)
  /// Beyond what the sensor can read, so that it would never be crossed or always be.
  case unreachable(Threshold, limit: Double, readable: ClosedRange<Double>)
  /// `lower` must not be above `upper`, and between low and high limits there must be room.
  case outOfOrder(lower: Threshold, limit: Double, upper: Threshold, upperLimit: Double)

  /// The thresholds it is about.
  public var thresholds: [Threshold] {
    switch self {
    case .notANumber(let threshold), .unreachable(let threshold, _, _): [threshold]
    case .outOfOrder(let lower, _, let upper, _): [lower, upper]
    }
  }

  /// A sentence that names thresholds as the reader knows them.
  public func sentence(unit: SensorUnit, _ name: (Threshold) -> String) -> String {
    func shown(_ value: Double) -> String {
      unit == .none || unit == .other ? value.inWords : "\(value.inWords) \(unit.rawValue)"
    }
    switch self {
    case .notANumber(let threshold): return "\(name(threshold)) must be a number."
    case .unreachable(let threshold, let limit, let readable):
      return "\(name(threshold)) would be \(shown(limit)), but the sensor reads from "
        + "\(shown(readable.lowerBound)) to \(shown(readable.upperBound)) only."
    case .outOfOrder(let lower, let limit, let upper, let upperLimit):
      let rule = lower.isLow == upper.isLow ? "must not be above" : "must be below"
      return "\(name(lower)) would be \(shown(limit)); it \(rule) \(name(upper)), \(shown(upperLimit))."
    }
  }
}

extension Threshold {
  /// Whether it is crossed by falling readings.
  public var isLow: Bool { self == .warningLow || self == .criticalLow || self == .fatalLow }

  /// From the lowest limit to the highest.
  fileprivate static let ascending: [Threshold] = [
    .fatalLow, .criticalLow, .warningLow, .warningHigh, .criticalHigh, .fatalHigh,
  ]
}

extension Thresholds {
  /// What is wrong with them as the limits of `sensor`: those that are `changing` must be within what it can read, and
  /// none may cross another. Equal limits of one side are allowed, since the graver one decides.
  public func problem(for sensor: Sensor, changing: some Sequence<Threshold>) -> ThresholdProblem? {
    for threshold in changing {
      guard let limit = self[threshold] else { continue }
      guard limit.isFinite else { return .notANumber(threshold) }
      if let low = sensor.minimumReadable, let high = sensor.maximumReadable, low <= high,
        !(low...high).contains(limit)
      {
        return .unreachable(threshold, limit: limit, readable: low...high)
      }
    }
    let inOrder = Threshold.ascending.compactMap { threshold in self[threshold].map { (threshold, $0) } }
    for ((lower, limit), (upper, upperLimit)) in zip(inOrder, inOrder.dropFirst()) {
      let isGood = lower.isLow == upper.isLow ? limit <= upperLimit : limit < upperLimit
      if !isGood { return .outOfOrder(lower: lower, limit: limit, upper: upper, upperLimit: upperLimit) }
    }
    return nil
  }
}
