import Hashing

/// The name of the protection space: chosen once for a state directory and never changed, because every stored secret
/// contains it. `Lantern-` and 16 hexadecimal digits: no character that a client's parser could stumble over.
enum Realm {
  static let fileName = "realm"

  /// The realm of this directory, chosen now when there is none yet.
  static func establish(in directory: StateDirectory) throws(AccountError) -> String {
    if let realm = try read(directory) { return realm }
    return try directory.withLock(failed: AccountError.state) { () throws(AccountError) in
      if let realm = try read(directory) { return realm }
      guard directory.stamp(of: "accounts").map({ $0.size == 0 }) ?? true else {
        throw .realmLost(path: directory.path(of: fileName))
      }
      let realm = "Lantern-" + Hex.encode(randomBytes(8))
      try onState { () throws(StateFailure) in try directory.write(Array((realm + "\n").utf8), to: fileName) }
      return realm
    }
  }

  private static func read(_ directory: StateDirectory) throws(AccountError) -> String? {
    let found = try onState { () throws(StateFailure) in try directory.read(fileName) }
    guard let file = found else { return nil }
    let text = firstLine(of: file.bytes)
    guard (1...64).contains(text.count), text.allSatisfy(isAllowed) else {
      throw .malformed(path: directory.path(of: fileName), line: 1)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
