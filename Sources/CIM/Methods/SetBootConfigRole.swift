import Model

/// `boot.set-role`: CIM_BootService.SetBootConfigRole (DSP1012 8.2).
struct SetBootConfigRole: MethodVerb {
  let name = "boot.set-role"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "SetBootConfigRole" else { return "serves SetBootConfigRole only" }
    return subject.isObjects(of: .boot) ? nil : "needs a class 'for: boot'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    // IsNext, IsNextSingleUse, IsDefault: there is no default other than what the firmware chooses.
    call.setBootRole([0: .next, 1: .nextOnce], isDefined: { $0 <= 2 || $0 >= 32768 })
  }
}

/// `boot.set-usage`: CIM_BootService.SetBootConfigUsage (DSP1012 8.3), which can also take a role away.
struct SetBootConfigUsage: MethodVerb {
  let name = "boot.set-usage"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "SetBootConfigUsage" else { return "serves SetBootConfigUsage only" }
    return subject.isObjects(of: .boot) ? nil : "needs a class 'for: boot'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    if case .reference(let path) = call.arguments["ScopingComputerSystem"] {
      guard call.object(path, .system)?.id == call.instance.object?.id else {
        return .boot(.invalidReference)
      }
    }
    // As above, and IsNotNext, IsNotDefault.
    return call.setBootRole([0: .next, 1: .nextOnce, 3: .notNext], isDefined: { $0 <= 4 || $0 >= 32768 })
  }
}

extension MethodCall {
  /// `roles` are the values of the parameter Role that can be had; others that are defined are not supported.
  fileprivate func setBootRole(_ roles: [UInt64: BootRole], isDefined: (UInt64) -> Bool) -> MethodOutcome {
    guard case .unsigned(let value) = arguments["Role"], isDefined(value),
      case .reference(let path) = arguments["BootConfigSetting"]
    else { return .boot(.invalidParameter) }
    guard let configuration = object(path, .boot), configuration == instance.object else {
      return .boot(.invalidReference)
    }
    guard let role = roles[value] else { return .boot(.notSupported) }
    // The id of a configuration is that of its system.
    return .command(.setBootRole(system: configuration.id, role)) { MethodCompletion(boot: $0) }
  }
}
