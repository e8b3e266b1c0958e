import Model

/// `log.clear`: CIM_RecordLog.ClearLog (DSP1010 8.1). It returns when the hardware has erased the log.
struct ClearLog: MethodVerb {
  let name = "log.clear"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "ClearLog" else { return "serves ClearLog only" }
    return subject.isObjects(of: .log) ? nil : "needs a class 'for: log'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let log = call.instance.object else { return .done(MethodResult(returnValue: 2)) }
    return .command(.clearLog(id: log.id)) { outcome in
      switch outcome {
      case .accepted, .alreadySatisfied: .result(MethodResult(returnValue: 0))
      case .unsupported: .result(MethodResult(returnValue: 1))
      case .busy, .failed, .invalidTransition: .result(MethodResult(returnValue: 4))
      case .denied: .denied
      case .unreachable(let reason): .unreachable(reason)
      case .timedOut(let reason): .timedOut(reason)
      default: .result(MethodResult(returnValue: 2))
      }
    }
  }
}
