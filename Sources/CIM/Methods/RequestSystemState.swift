import Model

/// `system.request-state`: RequestStateChange of a class that presents systems (DSP1052 8.1), as power verbs.
struct RequestSystemState: MethodVerb {
  let name = "system.request-state"

  /// The values of RequestedState by the verbs that bring them about, the best first.
  static let verbs: [UInt64: [PowerVerb]] = [
    2: [.on], 3: [.off], 4: [.offGraceful], 10: [.resetGraceful, .cycleGraceful], 11: [.reset],
  ]

  /// The ValueMap of RequestedState of CIM_EnabledLogicalElement: 2 Enabled to 11 Reset without 5 (No Change), and
  /// vendors'.
  static func isDefined(_ value: UInt64) -> Bool {
    (2...4).contains(value) || (6...11).contains(value) || value >= 32768
  }

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "RequestStateChange" else { return "serves RequestStateChange only" }
    return subject.isObjects(of: .system) ? nil : "needs a class 'for: system'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let id = call.instance.object, case .system(let system) = call.snapshot.object(id)?.content else {
      return .returning(.unknownError)
    }
    if call.asksForTime("TimeoutPeriod") { return .returning(.timeoutParameterNotSupported) }
    guard case .unsigned(let state) = call.arguments["RequestedState"], Self.isDefined(state) else {
      return .returning(.invalidParameter)
    }
    let verbs = Self.verbs[state] ?? []
    guard let verb = verbs.first(where: system.power.supported.contains) ?? verbs.last else {
      return .returning(.notSupported)
    }
    return call.power(system: system.id, verb: verb)
  }
}
