import Model

/// `power.request`: CIM_PowerManagementService.RequestPowerStateChange (DSP1027 8.1), on a class that presents systems.
struct RequestPower: MethodVerb {
  let name = "power.request"

  /// The values of its PowerState parameter that are verbs here. The map is that of PowerState, not the shifted one of
  /// RequestedPowerState.
  static let verbs: [UInt64: PowerVerb] = [
    2: .on, 5: .cycle, 6: .offStandby, 8: .off, 9: .cycleStandby, 10: .reset, 11: .nmi, 12: .offGraceful,
    14: .resetGraceful, 15: .cycleGraceful,
  ]

  /// The ValueMap of the parameter, beyond which a value is invalid rather than unsupported: 2 to 16, and vendors'.
  private static func isDefined(_ value: UInt64) -> Bool { (2...16).contains(value) || value >= 0x7FFF }

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "RequestPowerStateChange" else { return "serves RequestPowerStateChange only" }
    return subject.isObjects(of: .system) ? nil : "needs a class 'for: system'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let system = call.instance.object else { return .returning(.unknownError) }
    if call.asksForTime("Time") { return .returning(.notSupported) }
    if call.asksForTime("TimeoutPeriod") { return .returning(.timeoutParameterNotSupported) }
    guard case .unsigned(let state) = call.arguments["PowerState"], Self.isDefined(state) else {
      return .returning(.invalidParameter)
    }
    if case .reference(let path) = call.arguments["ManagedElement"] {
      let named = call.resolve(path)
      guard !named.isEmpty, named.allSatisfy({ $0.object == system }) else { return .returning(.unknownError) }
    }
    guard let verb = Self.verbs[state] else { return .returning(.notSupported) }
    return call.power(system: system.id, verb: verb)
  }
}
