import Model

/// The return values that all methods of boot control share (MOF of CIM_BootConfigSetting and CIM_BootService). Whoever
/// may not call them gets a fault, as everywhere.
enum BootReturn: UInt32 {
  case completed = 0
  case notSupported = 1
  case unknownError = 2
  case busy = 3
  case invalidReference = 4
  case invalidParameter = 5
}

extension MethodOutcome {
  static func boot(_ value: BootReturn) -> MethodOutcome { .done(MethodResult(returnValue: value.rawValue)) }
}

extension MethodCompletion {
  private static func booted(_ value: BootReturn) -> MethodCompletion {
    .result(MethodResult(returnValue: value.rawValue))
  }

  /// What the outcome of the command behind a method of boot control means to the caller.
  init(boot outcome: CommandOutcome) {
    self =
      switch outcome {
      case .accepted, .alreadySatisfied: .booted(.completed)
      case .unsupported: .booted(.notSupported)
      case .busy: .booted(.busy)
      case .refused: .booted(.invalidParameter)
      case .denied: .denied
      case .unreachable(let reason): .unreachable(reason)
      case .timedOut(let reason): .timedOut(reason)
      case .job, .unknownSystem, .notFound, .alreadyExists, .invalidTransition, .invalidThresholds, .failed:
        .booted(.unknownError)
      }
  }
}
