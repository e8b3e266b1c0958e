import Model

/// `fan.set-speed`: CIM_Fan.SetSpeed (DSP1013 8.1). It returns when the fan is driven so. 0 gives the fan back to
/// its cooling zone, as the schema has no word for that.
struct SetFanSpeed: MethodVerb {
  let name = "fan.set-speed"

  /// The return values that the MOF gives the method.
  private enum Return: UInt32 {
    case done = 0
    case notSupported = 1
    case speedNotValid = 3
    /// Any other is an error.
    case failed = 4
    case busy = 5
  }

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "SetSpeed" else { return "serves SetSpeed only" }
    return subject.isObjects(of: .fan) ? nil : "needs a class 'for: fan'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let fan = call.instance.object else { return .done(Self.result(.failed)) }
    guard case .unsigned(let speed) = call.arguments["DesiredSpeed"] else { return .done(Self.result(.speedNotValid)) }
    return .command(.setFanSpeed(fan: fan.id, rpm: speed)) { outcome in
      switch outcome {
      case .accepted, .alreadySatisfied: .result(Self.result(.done))
      case .unsupported: .result(Self.result(.notSupported))
      case .refused: .result(Self.result(.speedNotValid))
      case .busy: .result(Self.result(.busy))
      case .denied: .denied
      case .unreachable(let reason): .unreachable(reason)
      case .timedOut(let reason): .timedOut(reason)
      default: .result(Self.result(.failed))
      }
    }
  }

  private static func result(_ value: Return) -> MethodResult { MethodResult(returnValue: value.rawValue) }
}
