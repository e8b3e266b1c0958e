import Model

/// `account.create`: CIM_AccountManagementService.CreateAccount (DSP1034 8.2). The template says UserID and UserPassword;
/// the account is enabled and has no role until AssignRoles gives it some.
struct CreateAccount: MethodVerb {
  let name = "account.create"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? {
    guard method.name == "CreateAccount" else { return "serves CreateAccount only" }
    return subject.isObjects(of: .directory) ? nil : "needs a class 'for: directory'"
  }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    guard let id = call.instance.object, case .directory(let directory) = call.snapshot.object(id)?.content else {
      return .done(MethodResult(returnValue: AccountReturn.failed.rawValue))
    }
    if case .reference(let path) = call.arguments["System"] {
      let named = call.resolve(path)
      guard !named.isEmpty, named.allSatisfy({ $0.object == ObjectID(.system, directory.system) }) else {
        return .refused(name: "System", why: "Accounts are on the system that hosts the service.")
      }
    }
    guard case .instance(let template) = call.arguments["AccountTemplate"] else {
      return .refused(
        name: "AccountTemplate", why: "It must be an instance of CIM_Account with UserID and UserPassword.")
    }
    guard case .string(let userID) = template["UserID"] else {
      return .refused(name: "AccountTemplate", why: "It must say the UserID.")
    }
    switch PasswordArgument.read(template) {
    case .failure(let problem): return .refused(name: "AccountTemplate", why: problem.sentence)
    case .success(let password):
      let account = Account(id: userID, system: directory.system, roles: [])
      let (view, method) = (call.view, call.method)
      return .command(.account(name: userID, .create(password))) { outcome in
        guard case .accepted = outcome else {
          return MethodCompletion(accountOutcome: outcome, parameter: "AccountTemplate")
        }
        var outputs: [(parameter: CIMParameter, value: CIMValue)] = []
        if let parameter = method.parameter("Account"), let path = view.path(of: .account(account), as: "CIM_Account") {
          outputs.append((parameter, .reference(path)))
        }
        if let parameter = method.parameter("Identities"),
          let path = view.path(of: .account(account), as: "CIM_Identity")
        {
          outputs.append((parameter, .array([.reference(path)])))
        }
        return .result(MethodResult(returnValue: AccountReturn.completed.rawValue, outputs: outputs))
      }
    }
  }
}

/// The return values of the methods of DSP1034 and DSP1039 used here.
enum AccountReturn: UInt32 {
  case completed = 0
  case failed = 2
}

extension MethodCompletion {
  /// What the outcome of a command about an account means; `parameter` is what it hangs on.
  init(accountOutcome outcome: CommandOutcome, parameter: String) {
    self =
      switch outcome {
      case .accepted, .alreadySatisfied, .job: .result(MethodResult(returnValue: AccountReturn.completed.rawValue))
      case .alreadyExists: .alreadyExists("There is such an account already.")
      case .refused(let why): .refused(name: parameter, why: why)
      case .notFound: .refused(name: parameter, why: "The account is not there any more.")
      case .denied: .denied
      case .busy: .busy("Too many commands are waiting; try again.")
      case .unreachable(let reason): .unreachable(reason)
      case .timedOut(let reason): .timedOut(reason)
      case .failed, .unsupported, .invalidTransition, .unknownSystem, .invalidThresholds:
        .result(MethodResult(returnValue: AccountReturn.failed.rawValue))
      }
  }
}
