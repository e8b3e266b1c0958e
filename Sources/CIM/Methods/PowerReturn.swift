import Model

/// The return values shared by RequestPowerStateChange and RequestStateChange (MOF of CIM_PowerManagementService and
/// CIM_EnabledLogicalElement).
enum PowerReturn: UInt32 {
  case completed = 0
  case notSupported = 1
  case unknownError = 2
  case failed = 4
  case invalidParameter = 5
  case jobStarted = 4096
  case invalidStateTransition = 4097
  case timeoutParameterNotSupported = 4098
  case busy = 4099
}

extension MethodOutcome {
  static func returning(_ value: PowerReturn) -> MethodOutcome {
    .done(MethodResult(returnValue: value.rawValue))
  }

  /// The command that gives `verb` to a system, and what its outcomes mean to the caller of `method`.
  static func power(system: String, verb: PowerVerb, method: CIMMethod) -> MethodOutcome {
    .command(.power(system: system, verb: verb)) { outcome in
      switch outcome {
      case .accepted, .alreadySatisfied: .returning(.completed)
      case .job(let id): .result(.started(job: id, by: method))
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

extension MethodResult {
  /// "Method Parameters Checked - Job Started" with the job in the output parameter `Job`.
  fileprivate static func started(job id: String, by method: CIMMethod) -> MethodResult {
    let path = InstancePath(
      className: "CIM_ConcreteJob", keys: [InstanceKey(name: "InstanceID", value: .text(id))])
    let output = method.parameter("Job").map { (parameter: $0, value: CIMValue.reference(path)) }
    return MethodResult(returnValue: PowerReturn.jobStarted.rawValue, outputs: output.map { [$0] } ?? [])
  }
}

extension MethodCall {
  /// True when the datetime argument is there and is anything but an interval of zero.
  func asksForTime(_ name: String) -> Bool {
    guard case .datetime(let time) = arguments[name] else { return false }
    return !time.isZeroInterval
  }
}
