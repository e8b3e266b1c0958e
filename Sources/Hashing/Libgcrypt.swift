internal import CGCrypt

/// The one-time start of libgcrypt. Every function that calls into the library touches `started` first.
enum Libgcrypt {
  /// Traps when the library is older than the headers this program was built with: nothing could be verified then.
  static let started: Void = {
    guard cgcrypt_start() == 0 else {
      fatalError("The installed libgcrypt is older than the one this program was built with: upgrade libgcrypt20.")
    }
  }()
}
