import Model

/// `account.request-state`: RequestStateChange of CIM_Account (DSP1034 8.4): Enabled and Disabled.
struct RequestAccountState: MethodVerb {
  let name = "account.request-state"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "RequestStateChange" else { return "serves RequestStateChange only" }
    return subject.isObjects(of: .account) ? nil : "needs a class 'for: account'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let account = call.instance.object else { return .returning(.unknownError) }
    if call.asksForTime("TimeoutPeriod") { return .returning(.timeoutParameterNotSupported) }
    guard case .unsigned(let state) = call.arguments["RequestedState"], RequestSystemState.isDefined(state) else {
      return .returning(.invalidParameter)
    }
    guard state == 2 || state == 3 else { return .returning(.notSupported) }
    return .command(.account(name: account.id, .setEnabled(state == 2))) { outcome in
      if case .refused(let why) = outcome { return .refused(name: "RequestedState", why: why) }
      return MethodCompletion(stateChange: outcome)
    }
  }
}
