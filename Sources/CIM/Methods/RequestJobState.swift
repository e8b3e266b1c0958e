import Model

/// `job.request-state`: RequestStateChange of CIM_ConcreteJob. A job can be terminated, which leaves everything in order:
/// what it has not done yet is not done. It can be neither suspended nor killed.
struct RequestJobState: MethodVerb {
  let name = "job.request-state"

  private static let terminate: UInt64 = 4

  /// The ValueMap of RequestedState: 2 Start to 6 Service, and vendors'.
  private static func isDefined(_ value: UInt64) -> Bool { (2...6).contains(value) || value >= 32768 }

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "RequestStateChange" else { return "serves RequestStateChange only" }
    return subject.isObjects(of: .job) ? nil : "needs a class 'for: job'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let job = call.instance.object else { return .returning(.unknownError) }
    if call.asksForTime("TimeoutPeriod") { return .returning(.timeoutParameterNotSupported) }
    guard case .unsigned(let state) = call.arguments["RequestedState"], Self.isDefined(state) else {
      return .returning(.invalidParameter)
    }
    guard state == Self.terminate else { return .returning(.notSupported) }
    return .command(.cancelJob(id: job.id)) { MethodCompletion(stateChange: $0) }
  }
}
