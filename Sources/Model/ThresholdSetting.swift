/// What somebody has made of one limit of a sensor, other than the board file states.
public enum ThresholdSetting: Hashable, Sendable {
  /// In the unit of the reading.
  case at(Double)
  /// Not watched.
  case off

  public init(_ limit: Double?) { self = limit.map { .at($0) } ?? .off }

  public var limit: Double? { if case .at(let limit) = self { limit } else { nil } }
}

extension Thresholds {
  /// These limits with some of them set otherwise.
  public func applying(_ settings: [Threshold: ThresholdSetting]) -> Thresholds {
    var copy = self
    for (threshold, setting) in settings { copy[threshold] = setting.limit }
    return copy
  }
}

extension [Threshold: ThresholdSetting] {
  /// `warning-high=41.5 critical-high=off`, in the order of `Threshold.allCases`.
  public var inWords: String {
    Threshold.allCases.compactMap { threshold in
      self[threshold].map { "\(threshold.rawValue)=\($0.limit?.inWords ?? "off")" }
    }.joined(separator: " ")
  }
}

extension Double {
  /// As people write it: `45`, `0.5`.
  public var inWords: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
