/// Why accounts could not be read or changed. The description is a sentence for the operator.
public enum AccountError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name breaks a rule of `AccountName`; the text says which.
  case invalidName(String)
  /// The password breaks a rule of `PasswordRules`; the text says which.
  case invalidPassword(String)
  case alreadyExists(String)
  case notFound(String)
  case full(limit: Int)
  case unknownRole(String, known: [String])
  case tooManyRoles(limit: Int)
  case roleExists(String)
  case roleIsBuiltIn(String)
  case roleInUse(String, by: String)
  case tooManyCustomRoles(limit: Int)
  case tooManyCertificates(limit: Int)
  case certificateTaken(by: String)
  /// Without this account nobody could manage accounts any more.
  case lastAdministrator(String)
  /// Whoever wants it may do less than the account, or than what is to be given.
  case beyondRights
  /// A line of a state file cannot be understood. Nothing was written, so that nothing is lost.
  case malformed(path: String, line: Int)
  /// Accounts exist, but the realm their secrets were made for is gone.
  case realmLost(path: String)
  /// The state directory could not be used.
  case state(StateFailure)

  public var description: String {
    switch self {
    case .invalidName(let rule), .invalidPassword(let rule): rule
    case .alreadyExists(let name):
      "There is already an account \(name). Use --replace to give it a new password and role."
    case .notFound(let name): "There is no account \(name). List the accounts with: lantern user list"
    case .full(let limit): "There are \(limit) accounts already, which is the limit. Remove one first."
    case .unknownRole(let name, let known):
      "There is no role \(name). The roles are: \(known.joined(separator: ", "))."
    case .tooManyRoles(let limit): "An account has at most \(limit) roles."
    case .roleExists(let name): "There is already a role \(name)."
    case .roleIsBuiltIn(let name): "The role \(name) is built in; it can be neither changed nor removed."
    case .roleInUse(let name, let user):
      "The role \(name) cannot be removed while \(user) has it. Give that account other roles first."
    case .tooManyCustomRoles(let limit):
      "There are \(limit) roles besides the built-in ones already, which is the limit. Remove one first."
    case .tooManyCertificates(let limit):
      "The account has \(limit) certificates already, which is the limit. Remove one first."
    case .certificateTaken(let user): "The certificate stands for the account \(user) already."
    case .lastAdministrator(let name):
      "\(name) is the last account that can manage accounts; give another account that right first."
    case .beyondRights: "Nobody can give rights they do not have, or change an account that has more than they."
    case .malformed(let path, let line):
      "\(path):\(line): this line cannot be understood. Correct or delete it, then try again."
    case .realmLost(let path):
      "\(path) is missing, and the stored accounts are of no use without it. "
        + "Restore it, or delete the accounts file beside it and add the accounts again."
    case .state(let failure): failure.description
    }
  }
}

/// What `body` does with the state directory, its failure as one of the accounts.
func onState<Result>(_ body: () throws(StateFailure) -> Result) throws(AccountError) -> Result {
  do throws(StateFailure) {
    return try body()
  } catch {
    throw .state(error)
  }
}
