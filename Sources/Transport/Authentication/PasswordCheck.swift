/// How a password is compared that a client sent.
public enum PasswordCheck: Sendable {
  case done(Bool)
  /// Takes tens of milliseconds and more, so it is not done on the event loop.
  case work(@Sendable () -> Bool)
}

/// Work that tells whether an account's password is right. Two are the same when they are about the same account.
struct PasswordWork: Hashable, Sendable {
  let user: String
  let isRight: @Sendable () -> Bool

  static func == (a: PasswordWork, b: PasswordWork) -> Bool { a.user == b.user }

  func hash(into hasher: inout Hasher) { hasher.combine(user) }
}
