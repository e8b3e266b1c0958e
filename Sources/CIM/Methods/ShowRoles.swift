import Model

/// `role.show`: CIM_RoleBasedAuthorizationService.ShowRoles (DSP1039 8.3): the roles of an identity, or all roles, and
/// their privileges, in the same order. A Target is taken when it is a system, as every role is about all systems.
struct ShowRoles: MethodVerb {
  let name = "role.show"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "ShowRoles" else { return "serves ShowRoles only" }
    return subject.isObjects(of: .directory) ? nil : "needs a class 'for: directory'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    var roles = Array(call.snapshot.objects(of: .role))
    if case .reference(let path) = call.arguments["Subject"] {
      guard let id = call.object(path, .account), case .account(let account)? = call.snapshot.object(id)?.content else {
        return .refused(name: "Subject", why: "It must name one CIM_Identity.")
      }
      roles = roles.filter { account.roles.contains($0.id.id) }
    }
    if case .reference(let path) = call.arguments["Target"], call.object(path, .system) == nil {
      return .refused(name: "Target", why: "It must name one CIM_ComputerSystem.")
    }
    let outputs = [("Roles", "CIM_Role"), ("Privileges", "CIM_Privilege")].compactMap { name, className in
      call.method.parameter(name).flatMap { parameter -> (parameter: CIMParameter, value: CIMValue)? in
        let instances = roles.compactMap { call.embedded($0, as: className) }
        return instances.isEmpty ? nil : (parameter, .array(instances))
      }
    }
    return .done(MethodResult(returnValue: AccountReturn.completed.rawValue, outputs: outputs))
  }
}

extension MethodCall {
  /// An object as an instance within the answer; nil when no profile presents it so.
  fileprivate func embedded(_ object: ModelObject, as className: String) -> CIMValue? {
    guard let path = view.path(of: object.content, as: className), let instance = resolve(path).first else {
      return nil
    }
    var properties: [(name: String, value: CIMValue)] = []
    instance.forEachProperty { property, value in properties.append((property.name, value)) }
    return EmbeddedInstance(cimClass: instance.cimClass, properties: properties).map { .instance($0) }
  }
}
