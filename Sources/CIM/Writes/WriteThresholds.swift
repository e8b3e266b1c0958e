import Model

/// `sensor.thresholds`: the limits of a sensor, whether Lantern compares with them or the hardware.
struct WriteThresholds: WriteVerb {
  let name = "sensor.thresholds"

  /// The fields that are limits.
  private static let thresholds: [String: Threshold] = [
    "warning.low": .warningLow, "warning.high": .warningHigh, "critical.low": .criticalLow,
    "critical.high": .criticalHigh, "fatal.low": .fatalLow, "fatal.high": .fatalHigh,
  ]

  func objection(to field: FieldReference) -> String? {
    field.kind == .sensor && Self.thresholds[field.name] != nil ? nil : "writes the limits of sensors only"
  }

  func write(_ call: WriteCall) throws(WriteError) -> WriteOutcome {
    guard case .sensor(let sensor) = call.object.content else { throw .notSupported(.put) }
    var settings: [Threshold: ThresholdSetting] = [:]
    var names: [Threshold: String] = [:]
    for change in call.changes {
      guard let threshold = Self.thresholds[change.field.name], sensor.settableThresholds.contains(threshold) else {
        throw .readOnly(name: change.name)
      }
      settings[threshold] = if case .real(let limit) = change.value { .at(limit) } else { .off }
      names[threshold] = change.name
    }
    let named = names
    // What is refused as a whole is a limit switched off that the hardware cannot do without.
    let off = names.filter { settings[$0.key] == .off }.values.sorted().first
    return .command(.setThresholds(sensor: sensor.id, settings)) { outcome in
      switch outcome {
      case .invalidThresholds(let problem): .refused(.invalid(problem, of: sensor, named))
      case .refused(let why): .refused(.invalidValue(name: off ?? "", why: why))
      default: WriteCompletion(outcome, for: .put)
      }
    }
  }
}

extension WriteError {
  fileprivate static func invalid(
    _ problem: ThresholdProblem, of sensor: Sensor, _ names: [Threshold: String]
  ) -> WriteError {
    let offender = problem.thresholds.lazy.compactMap { names[$0] }.first ?? names.values.sorted().first ?? ""
    return .invalidValue(name: offender, why: problem.sentence(unit: sensor.unit, \.propertyName))
  }
}

extension Threshold {
  /// Its property of CIM_NumericSensor.
  fileprivate var propertyName: String {
    switch self {
    case .warningLow: "LowerThresholdNonCritical"
    case .warningHigh: "UpperThresholdNonCritical"
    case .criticalLow: "LowerThresholdCritical"
    case .criticalHigh: "UpperThresholdCritical"
    case .fatalLow: "LowerThresholdFatal"
    case .fatalHigh: "UpperThresholdFatal"
    }
  }
}
