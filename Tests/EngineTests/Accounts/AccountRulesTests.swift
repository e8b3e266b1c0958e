import Engine
import Testing

struct AccountRulesTests {
  @Test(arguments: ["a", "admin", "ops@site-1", "First Last", "#1", String(repeating: "x", count: 64)])
  func allowedNames(name: String) throws {
    try AccountName.check(name)
  }

  @Test(arguments: [
    "", "a:b", "a\"b", "a\\b", "tab\t", "line\n", "nul\0", "del\u{7f}", "josé", " admin", "admin ",
    String(repeating: "x", count: 65),
  ])
  func refusedNames(name: String) {
    #expect(throws: AccountError.self) { try AccountName.check(name) }
  }

  @Test(arguments: [8, 256])
  func allowedPasswordLengths(length: Int) throws {
    try PasswordRules.check([UInt8](repeating: 120, count: length), forAccount: "admin")
  }

  @Test(arguments: [0, 7, 257])
  func refusedPasswordLengths(length: Int) {
    #expect(throws: AccountError.self) {
      try PasswordRules.check([UInt8](repeating: 120, count: length), forAccount: "admin")
    }
  }

  @Test func thePasswordIsNotTheName() {
    #expect(throws: AccountError.self) {
      try PasswordRules.check(Array("administrator".utf8), forAccount: "administrator")
    }
  }
}
