/// One limit of a sensor. The raw value is the word in profiles.
public enum Threshold: String, CaseIterable, Sendable {
  case warningLow = "warning-low"
  case warningHigh = "warning-high"
  case criticalLow = "critical-low"
  case criticalHigh = "critical-high"
  case fatalLow = "fatal-low"
  case fatalHigh = "fatal-high"
}

/// The limits a sensor has, in the unit of its reading; absent ones are nil.
public struct Thresholds: Hashable, Sendable {
  public var warningLow: Double?
  public var warningHigh: Double?
  public var criticalLow: Double?
  public var criticalHigh: Double?
  public var fatalLow: Double?
  public var fatalHigh: Double?

  public init(
    warningLow: Double? = nil, warningHigh: Double? = nil, criticalLow: Double? = nil, criticalHigh: Double? = nil,
    fatalLow: Double? = nil, fatalHigh: Double? = nil
  ) {
    self.warningLow = warningLow
    self.warningHigh = warningHigh
    self.criticalLow = criticalLow
    self.criticalHigh = criticalHigh
    self.fatalLow = fatalLow
    self.fatalHigh = fatalHigh
  }

  public subscript(_ threshold: Threshold) -> Double? {
    get {
      switch threshold {
      case .warningLow: warningLow
      case .warningHigh: warningHigh
      case .criticalLow: criticalLow
      case .criticalHigh: criticalHigh
      case .fatalLow: fatalLow
      case .fatalHigh: fatalHigh
      }
    }
    set {
      switch threshold {
      case .warningLow: warningLow = newValue
      case .warningHigh: warningHigh = newValue
      case .criticalLow: criticalLow = newValue
      case .criticalHigh: criticalHigh = newValue
      case .fatalLow: fatalLow = newValue
      case .fatalHigh: fatalHigh = newValue
      }
    }
  }

  /// Those present, in the order of `Threshold.allCases`.
  public var present: [Threshold] { Threshold.allCases.filter { self[$0] != nil } }
}
