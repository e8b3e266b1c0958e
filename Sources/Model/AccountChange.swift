/// What a command does to an account.
public enum AccountChange: Hashable, Sendable {
  /// A new one, enabled and without roles.
  case create(NewPassword)
  case setPassword(NewPassword)
  case setEnabled(Bool)
  /// These roles in place of those it has, by name.
  case assign(roles: [String])
  case delete
}

/// A password on its way to the account store. Its description says nothing of it, so that it cannot get into a log.
public enum NewPassword: Hashable, Sendable, CustomStringConvertible {
  /// As people type it.
  case plain([UInt8])
  /// HA1 of RFC 2617, MD5(name:realm:password), sixteen bytes: what a client sends that does not want to tell the password.
  case digest([UInt8])

  public var description: String { "(a password)" }
}
