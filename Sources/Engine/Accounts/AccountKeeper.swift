public import Model

/// Where commands about accounts are carried out, and what faces may know of accounts. Called on the monitor's thread;
/// may block.
public protocol AccountKeeper: Sendable {
  /// Returns once the change is on stable storage. `giver`: what whoever gives the command may do.
  func carryOut(_ change: AccountChange, on name: String, by giver: Permissions) throws(AccountError)

  /// Directory, roles and accounts as objects of the model. They are shown with the first of the board's systems, and
  /// roles are about all of them; nothing is shown on a board without systems. Nil when they cannot be read: what is shown stays.
  func contents(systems: [String]) -> [Content]?
}

extension AccountError {
  /// What whoever gave the command is told.
  var outcome: CommandOutcome {
    switch self {
    case .alreadyExists: .alreadyExists
    case .notFound: .notFound
    case .beyondRights: .denied
    case .invalidName, .invalidPassword, .full, .unknownRole, .tooManyRoles, .lastAdministrator, .roleExists,
      .roleInUse, .roleIsBuiltIn, .tooManyCustomRoles, .tooManyCertificates, .certificateTaken:
      .refused(description)
    case .malformed, .realmLost, .state: .failed(description)
    }
  }
}
