import Model

/// `sensor.restore-thresholds`: CIM_NumericSensor.RestoreDefaultThresholds. The MOF gives it three return values: 0 for
/// success, 1 for unsupported, any other for an error.
struct RestoreThresholds: MethodVerb {
  let name = "sensor.restore-thresholds"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "RestoreDefaultThresholds" else { return "serves RestoreDefaultThresholds only" }
    return subject.isObjects(of: .sensor) ? nil : "needs a class 'for: sensor'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let sensor = call.instance.object else { return .done(MethodResult(returnValue: 2)) }
    return .command(.restoreThresholds(sensor: sensor.id)) { outcome in
      switch outcome {
      case .accepted, .alreadySatisfied: .result(MethodResult(returnValue: 0))
      case .unsupported: .result(MethodResult(returnValue: 1))
      case .denied: .denied
      case .unreachable(let reason): .unreachable(reason)
      case .timedOut(let reason): .timedOut(reason)
      default: .result(MethodResult(returnValue: 2))
      }
    }
  }
}
