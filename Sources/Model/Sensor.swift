/// Where a reading stands against its thresholds. `unknown` whenever there is no current reading.
public enum SensorState: String, CaseIterable, Sendable {
  case unknown, normal
  case warningLow = "warning-low"
  case warningHigh = "warning-high"
  case criticalLow = "critical-low"
  case criticalHigh = "critical-high"
  case fatalLow = "fatal-low"
  case fatalHigh = "fatal-high"

  public var health: Health {
    switch self {
    case .unknown: .unknown
    case .normal: .ok
    case .warningLow, .warningHigh: .degraded
    case .criticalLow, .criticalHigh: .critical
    case .fatalLow, .fatalHigh: .fatal
    }
  }

  /// The state that crossing `threshold` leads to.
  public init(crossing threshold: Threshold) {
    self =
      switch threshold {
      case .warningLow: .warningLow
      case .warningHigh: .warningHigh
      case .criticalLow: .criticalLow
      case .criticalHigh: .criticalHigh
      case .fatalLow: .fatalLow
      case .fatalHigh: .fatalHigh
      }
  }
}

/// How far the last attempt to read can be trusted.
public enum Quality: String, CaseIterable, Sendable {
  /// Read and valid.
  case good
  /// Never read, too old, or the way to the hardware is broken.
  case unknown
  /// The hardware itself says that it has no reading now (host off, sensor absent).
  case unavailable
  /// Scanning is switched off.
  case disabled
}

/// One state a discrete sensor can report.
public struct DiscreteState: Hashable, Sendable {
  public var name: String
  public var health: Health
  public init(name: String, health: Health) {
    self.name = name
    self.health = health
  }
}

/// A sensor and its newest reading.
///
/// A numeric sensor has `reading` in `unit`s (never scaled) and a threshold `state`; a discrete one has
/// `activeStates`, a subset of `discreteStates` by index. Readings are present only while `quality` is `good`.
public struct Sensor: Hashable, Sendable {
  public var id: String
  public var name: String
  public var system: String
  public var kind: SensorKind
  /// What is measured, where `kind` is `other`.
  public var kindDescription: String?
  public var isNumeric: Bool
  public var unit: SensorUnit
  public var rate: RateUnit = .none
  /// Power of ten of the unit that integer faces count in: -3 serves millivolts for a sensor in volts.
  public var exponent: Int32 = 0
  /// The limits in force.
  public var thresholds = Thresholds()
  /// Those it has by its nature and that somebody has switched off.
  public var disabledThresholds: [Threshold] = []
  /// Those that commands can change.
  public var settableThresholds: [Threshold] = []
  /// The hardware keeps the limits and compares with them: whoever changes one changes it there.
  public var limitsAreInHardware = false
  /// In the unit of the reading.
  public var hysteresis: Double?
  public var nominal: Double?
  public var normalMinimum: Double?
  public var normalMaximum: Double?
  public var minimumReadable: Double?
  public var maximumReadable: Double?
  public var resolution: Double?
  public var discreteStates: [DiscreteState] = []
  /// The object it measures; the system when nothing nearer is known.
  public var measures: ObjectID?

  public var quality: Quality = .unknown
  public var reading: Double?
  public var state: SensorState = .unknown
  public var activeStates: [Int] = []
  /// The interval of the scan that reads it.
  public var interval: Duration = .seconds(1)

  public init(
    id: String, name: String, system: String, kind: SensorKind, isNumeric: Bool, unit: SensorUnit = .none
  ) {
    self.id = id
    self.name = name
    self.system = system
    self.kind = kind
    self.isNumeric = isNumeric
    self.unit = unit
  }

  /// Those in force and those switched off, in the order of `Threshold.allCases`.
  public var supportedThresholds: [Threshold] {
    Threshold.allCases.filter { thresholds[$0] != nil || disabledThresholds.contains($0) }
  }

  /// The worst of what it reports; unknown while it has no reading.
  public var health: Health {
    guard quality == .good else { return .unknown }
    if isNumeric { return state.health }
    return activeStates.isEmpty ? .ok : Health.worst(of: activeStates.map { discreteStates[$0].health })
  }

  /// The state in words. A numeric sensor: the word of `state`. A discrete one: the name of the worst active state
  /// (the first of equals), `Normal` when none is active.
  public var stateName: String {
    guard quality == .good else { return Sensor.unknownStateName }
    if isNumeric { return state.rawValue }
    var worst: DiscreteState?
    for index in activeStates where worst.map({ $0.health < discreteStates[index].health }) ?? true {
      worst = discreteStates[index]
    }
    return worst?.name ?? Sensor.normalStateName
  }

  public static let normalStateName = "Normal"
  public static let unknownStateName = "Unknown"

  /// Every word `stateName` can be.
  public var possibleStateNames: [String] {
    if isNumeric {
      return [SensorState.normal.rawValue] + supportedThresholds.map { SensorState(crossing: $0).rawValue }
        + [SensorState.unknown.rawValue]
    }
    var names = [Sensor.normalStateName, Sensor.unknownStateName]
    for state in discreteStates where !names.contains(state.name) { names.append(state.name) }
    return names
  }

  /// What remains when its last reading is too old: everything fixed stays, the reading is unknown.
  public var withoutReading: Sensor {
    var copy = self
    copy.quality = .unknown
    copy.reading = nil
    copy.state = .unknown
    copy.activeStates = []
    return copy
  }
}
