import Model

/// The return values that every RequestStateChange shares with RequestPowerStateChange (MOF of CIM_PowerManagementService,
/// CIM_EnabledLogicalElement and CIM_ConcreteJob).
enum StateChangeReturn: UInt32 {
  case completed = 0
  case notSupported = 1
  case unknownError = 2
  case failed = 4
  case invalidParameter = 5
  /// "Method Parameters Checked - Job Started", with the output parameter Job.
  case jobStarted = 4096
  case invalidStateTransition = 4097
  case timeoutParameterNotSupported = 4098
  case busy = 4099
}

extension MethodOutcome {
  static func returning(_ value: StateChangeReturn) -> MethodOutcome {
    .done(MethodResult(returnValue: value.rawValue))
  }
}

extension MethodCompletion {
  static func returning(_ value: StateChangeReturn) -> MethodCompletion {
    .result(MethodResult(returnValue: value.rawValue))
  }

  /// What the outcome of the command behind a change of state means to the caller.
  init(stateChange outcome: CommandOutcome) {
    self =
      switch outcome {
      case .accepted, .alreadySatisfied: .returning(.completed)
      case .job: .returning(.jobStarted)
      case .unsupported: .returning(.notSupported)
      case .unknownSystem, .notFound, .alreadyExists: .returning(.unknownError)
      case .invalidTransition: .returning(.invalidStateTransition)
      case .busy: .returning(.busy)
      case .failed, .invalidThresholds, .refused: .returning(.failed)
      case .denied: .denied
      case .unreachable(let reason): .unreachable(reason)
      case .timedOut(let reason): .timedOut(reason)
      }
  }
}

extension MethodCall {
  /// The command that gives `verb` to a system. Where a job is started, the output parameter Job names it; there is no
  /// other output, since one client refuses a reply with anything else in it.
  func power(system: String, verb: PowerVerb) -> MethodOutcome {
    let (view, method) = (view, method)
    return .command(.power(system: system, verb: verb)) { outcome in
      guard case .job(let job) = outcome, let parameter = method.parameter("Job"), parameter.isOutput,
        let path = view.path(of: .job(job), as: parameter.referenceClass ?? "")
      else { return MethodCompletion(stateChange: outcome) }
      return .result(
        MethodResult(
          returnValue: StateChangeReturn.jobStarted.rawValue, outputs: [(parameter, .reference(path))]))
    }
  }

  /// True when the datetime argument is there and is anything but an interval of zero.
  func asksForTime(_ name: String) -> Bool {
    guard case .datetime(let time) = arguments[name] else { return false }
    return !time.isZeroInterval
  }
}
