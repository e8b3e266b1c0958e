import Model

/// A password as CIM_Account.UserPassword holds it: one octet string in hexadecimal digits. DSP0004 5.6.3.35 has four
/// octets of length before the others, which clients send or leave out.
enum PasswordArgument {
  struct Problem: Error {
    let sentence: String
  }

  /// The UserPassword of an instance, as its UserPasswordEncryptionAlgorithm says: 0 None, or 2 HTTP Digest MD5(A1).
  static func read(_ instance: EmbeddedInstance) -> Result<NewPassword, Problem> {
    guard case .array(let items) = instance["UserPassword"] else {
      return .failure(Problem(sentence: "It must say the UserPassword, as an octet string in hexadecimal digits."))
    }
    guard items.count == 1, case .string(let digits) = items[0] else {
      return .failure(Problem(sentence: "UserPassword must have exactly one item."))
    }
    switch instance["UserPasswordEncryptionAlgorithm"] {
    case nil, .unsigned(0): return .success(.plain(octets(digits)))
    case .unsigned(2): return .success(.digest(digest(octets(digits))))
    default:
      return .failure(
        Problem(sentence: "UserPasswordEncryptionAlgorithm must be 0 (None) or 2 (HTTP Digest MD5(A1))."))
    }
  }

  /// The octets that hexadecimal digits stand for, without a length before them.
  static func octets(_ digits: String) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(digits.utf8.count / 2)
    var high: UInt8?
    for digit in digits.utf8 {
      // Typing has let nothing but pairs of digits through.
      let value = digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : (digit & 0xDF) - UInt8(ascii: "A") + 10
      if let first = high {
        octets.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    let length = octets.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    return octets.count >= 4 && length == octets.count ? Array(octets.dropFirst(4)) : octets
  }

  /// Sixteen octets, which some clients send as the digits that stand for them.
  static func digest(_ octets: [UInt8]) -> [UInt8] {
    guard octets.count == 32, OctetText.isHexadecimal(String(decoding: octets, as: UTF8.self)) else { return octets }
    return self.octets(String(decoding: octets, as: UTF8.self))
  }
}
