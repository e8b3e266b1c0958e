import Model

/// `boot.change-order`: CIM_BootConfigSetting.ChangeBootOrder (DSP1012 8.1). Sources that are not named are not used; with
/// none at all, nothing is.
struct ChangeBootOrder: MethodVerb {
  let name = "boot.change-order"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "ChangeBootOrder" else { return "serves ChangeBootOrder only" }
    return subject.isObjects(of: .boot) ? nil : "needs a class 'for: boot'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let id = call.instance.object, case .boot(let configuration) = call.snapshot.object(id)?.content else {
      return .boot(.unknownError)
    }
    var order: [BootDevice] = []
    if case .array(let items) = call.arguments["Source"] {
      for item in items {
        guard case .reference(let path) = item, let source = call.object(path, .bootSource),
          case .bootSource(let named) = call.snapshot.object(source)?.content
        else { return .boot(.invalidReference) }
        guard named.system == configuration.system, !order.contains(named.device) else {
          return .boot(.invalidParameter)
        }
        order.append(named.device)
      }
    }
    return .command(.setBootOrder(system: configuration.system, order)) { MethodCompletion(boot: $0) }
  }
}
