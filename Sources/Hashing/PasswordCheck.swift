/// How a password is compared that a client sent.
public enum PasswordCheck: Sendable {
  case done(Bool)
  /// Takes long on purpose, so it is not done on an event loop.
  case work(@Sendable () -> Bool)
}
