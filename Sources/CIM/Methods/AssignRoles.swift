import Model

/// `role.assign`: CIM_RoleBasedAuthorizationService.AssignRoles (DSP1039 8.1): the roles named take the place of those
/// that the identity's account has.
struct AssignRoles: MethodVerb {
  let name = "role.assign"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "AssignRoles" else { return "serves AssignRoles only" }
    return subject.isObjects(of: .directory) ? nil : "needs a class 'for: directory'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard case .reference(let path) = call.arguments["Identity"], let account = call.object(path, .account) else {
      return .refused(name: "Identity", why: "It must name one CIM_Identity.")
    }
    var roles: [String] = []
    if case .array(let items) = call.arguments["Roles"] {
      for item in items {
        guard case .reference(let path) = item, let role = call.object(path, .role) else {
          return .refused(name: "Roles", why: "Each item must name one CIM_Role.")
        }
        if !roles.contains(role.id) { roles.append(role.id) }
      }
    }
    return .command(.account(name: account.id, .assign(roles: roles))) {
      MethodCompletion(accountOutcome: $0, parameter: "Roles")
    }
  }
}

extension MethodCall {
  /// The one object of a kind that a reference names.
  func object(_ path: InstancePath, _ kind: ObjectKind) -> ObjectID? {
    let named = Set(resolve(path).compactMap(\.object))
    guard named.count == 1, let id = named.first, id.kind == kind else { return nil }
    return id
  }
}
