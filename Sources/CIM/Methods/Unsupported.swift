/// `unsupported`: a method that a profile requires and this implementation answers with "Not Supported".
struct Unsupported: MethodVerb {
  let name = "unsupported"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    returnValue(of: method) == nil ? "cannot serve \(method.name): it has no return value 'Not Supported'" : nil
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    .done(MethodResult(returnValue: returnValue(of: call.method) ?? 1))
  }

  private func returnValue(of method: CIMMethod) -> UInt32? {
    method.returnValueMap?.value(named: "Not Supported").flatMap { UInt32($0) }
  }
}
