import Model

/// The return values shared by RequestPowerStateChange and RequestStateChange (MOF of CIM_PowerManagementService and
/// CIM_EnabledLogicalElement).
enum PowerReturn: UInt32 {
  case completed = 0
  case notSupported = 1
  case unknownError = 2
  case failed = 4
  case invalidParameter = 5
  /// "Method Parameters Checked - Job Started". The job is not presented as CIM_ConcreteJob, so the output parameter Job
  /// stays NULL instead of naming what no client can get; CIM_AssociatedPowerManagementService tells how it goes.
  case jobStarted = 4096
  case invalidStateTransition = 4097
  case timeoutParameterNotSupported = 4098
  case busy = 4099
}

extension MethodOutcome {
  static func returning(_ value: PowerReturn) -> MethodOutcome {
    .done(MethodResult(returnValue: value.rawValue))
  }

  /// The command that gives `verb` to a system, and what its outcomes mean to the caller.
  static func power(system: String, verb: PowerVerb) -> MethodOutcome {
    .command(.power(system: system, verb: verb)) { outcome in
      switch outcome {
      case .accepted, .alreadySatisfied: .returning(.completed)
      case .job: .returning(.jobStarted)
      case .unsupported: .returning(.notSupported)
      case .unknownSystem: .returning(.unknownError)
      case .invalidTransition: .returning(.invalidStateTransition)
      case .busy: .returning(.busy)
      case .failed: .returning(.failed)
      case .denied: .denied
      case .unreachable(let reason): .unreachable(reason)
      case .timedOut(let reason): .timedOut(reason)
      }
    }
  }
}

extension MethodCompletion {
  fileprivate static func returning(_ value: PowerReturn) -> MethodCompletion {
    .result(MethodResult(returnValue: value.rawValue))
  }
}

extension MethodCall {
  /// True when the datetime argument is there and is anything but an interval of zero.
  func asksForTime(_ name: String) -> Bool {
    guard case .datetime(let time) = arguments[name] else { return false }
    return !time.isZeroInterval
  }
}
