/// What an account may be called: 1 to 64 printable ASCII characters, without those that HTTP authentication or the
/// accounts file give a meaning to (`:`, `"`, `\`), and without a space at either end.
public enum AccountName {
  public static let maximumLength = 64

  public static func check(_ name: String) throws(AccountError) {
    let bytes = name.utf8
    guard (1...maximumLength).contains(bytes.count) else {
      throw .invalidName("An account name has 1 to \(maximumLength) characters.")
    }
    guard bytes.allSatisfy(isAllowed) else {
      throw .invalidName("An account name is made of printable ASCII characters other than : \" and \\.")
    }
    guard bytes.first != space, bytes.last != space else {
      throw .invalidName("An account name neither begins nor ends with a space.")
    }
  }

  private static let space = UInt8(ascii: " ")

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "\\"): false
    default: (space...UInt8(ascii: "~")).contains(byte)
    }
  }
}

/// What a role may be called: 1 to 32 letters, digits, `-`, `_` and `.`.
public enum RoleName {
  public static let maximumLength = 32

  public static func check(_ name: String) throws(AccountError) {
    guard (1...maximumLength).contains(name.utf8.count), name.utf8.allSatisfy(isAllowed) else {
      throw .invalidName("A role name has 1 to \(maximumLength) letters, digits, - _ or . characters.")
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

/// What a password must be: 8 to 256 bytes, and not the account's name.
public enum PasswordRules {
  public static let lengths = 8...256

  public static func check(_ password: [UInt8], forAccount name: String) throws(AccountError) {
    guard password.count >= lengths.lowerBound else {
      throw .invalidPassword("The password is too short: use \(lengths.lowerBound) characters or more.")
    }
    guard password.count <= lengths.upperBound else {
      throw .invalidPassword("The password is too long: use \(lengths.upperBound) bytes or fewer.")
    }
    guard !password.elementsEqual(name.utf8) else {
      throw .invalidPassword("The password must not be the account's name.")
    }
  }
}
