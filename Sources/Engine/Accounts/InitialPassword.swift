import Glibc
import Hashing
import Model

/// The password of the account that the first start makes: in a file that only the agent's user can read, until it is
/// shown once or replaced.
public enum InitialPassword {
  public static let account = "admin"
  static let fileName = "initial-password"

  /// Made up for the first account: a hundred bits, in letters and digits that are not taken for one another.
  static func make() -> [UInt8] {
    let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    var password: [UInt8] = []
    for (place, byte) in randomBytes(20).enumerated() {
      if place > 0, place.isMultiple(of: 5) { password.append(UInt8(ascii: "-")) }
      password.append(alphabet[Int(byte & 31)])
    }
    return password
  }

  /// The password, which is nowhere to be found afterwards; nil when it was shown before, replaced, or never made.
  public static func take(stateDirectory path: String) throws(StateFailure) -> [UInt8]? {
    let directory = StateDirectory(existing: path)
    guard let file = try directory.read(fileName) else { return nil }
    guard unlink(directory.path(of: fileName)) == 0 else {
      throw StateFailure(
        action: "remove", path: directory.path(of: fileName), reason: String(cString: strerror(errno)))
    }
    return firstLine(of: file.bytes)
  }

  static func keep(_ password: [UInt8], in directory: StateDirectory) throws(StateFailure) {
    try directory.write(password + [UInt8(ascii: "\n")], to: fileName)
  }

  static func forget(ifFor name: String, in directory: StateDirectory) {
    if name == account { unlink(directory.path(of: fileName)) }
  }
}

extension AccountStore {
  /// On the first start, when there has never been an account: makes an administrator with a password that nobody knows
  /// yet. Its name; nil when there was nothing to do.
  public func makeFirstAccount() throws(AccountError) -> String? {
    guard directory.stamp(of: Self.fileName) == nil else { return nil }
    var password = InitialPassword.make()
    defer { wipe(&password) }
    try onState { () throws(StateFailure) in try InitialPassword.keep(password, in: directory) }
    do throws(AccountError) {
      try add(InitialPassword.account, roles: [Role.administrator.id], password: password)
    } catch .alreadyExists {
      // Somebody else was faster.
      InitialPassword.forget(ifFor: InitialPassword.account, in: directory)
      return nil
    }
    return InitialPassword.account
  }
}
