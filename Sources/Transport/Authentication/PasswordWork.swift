/// Work that tells whether an account's password is right. Two are the same when they are about the same account.
struct PasswordWork: Hashable, Sendable {
  let user: String
  let isRight: @Sendable () -> Bool

  static func == (a: PasswordWork, b: PasswordWork) -> Bool { a.user == b.user }

  func hash(into hasher: inout Hasher) { hasher.combine(user) }
}
