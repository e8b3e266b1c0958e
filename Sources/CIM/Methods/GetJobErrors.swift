import Model

/// `job.get-errors`: GetErrors of CIM_ConcreteJob, and GetError with the first of them. A job that failed or was ended has
/// one error, an embedded CIM_Error; others have none.
struct GetJobErrors: MethodVerb {
  let name = "job.get-errors"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard output(of: method) != nil else { return "serves GetErrors and GetError only" }
    return subject.isObjects(of: .job) ? nil : "needs a class 'for: job'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let id = call.instance.object, case .job(let job) = call.snapshot.object(id)?.content else {
      return .done(MethodResult(returnValue: 2))
    }
    guard let parameter = output(of: call.method), let error = error(of: job, call.view.schema) else {
      return .done(MethodResult(returnValue: 0))
    }
    return .done(
      MethodResult(returnValue: 0, outputs: [(parameter, parameter.isArray ? .array([error]) : error)]))
  }

  private func output(of method: CIMMethod) -> CIMParameter? {
    guard method.name == "GetErrors" || method.name == "GetError" else { return nil }
    return method.parameters.first { $0.isOutput && $0.embeddedClass == "CIM_Error" }
  }

  private func error(of job: Job, _ schema: CIMSchema) -> CIMValue? {
    guard let message = job.error, let cimClass = schema.cimClass("CIM_Error") else { return nil }
    let wasEnded = job.state == .terminated
    let error = EmbeddedInstance(
      cimClass: cimClass,
      properties: [
        // CIM_ERR_FAILED.
        ("CIMStatusCode", .unsigned(1)),
        ("Message", .string(message)),
        ("MessageID", .string(wasEnded ? "JobEnded" : "JobFailed")),
        ("OwningEntity", .string(Product.name)),
        // 2 Information, 5 Major.
        ("PerceivedSeverity", .unsigned(wasEnded ? 2 : 5)),
      ])
    return error.map { .instance($0) }
  }
}
