import Model
import Testing

@testable import Engine

/// The accounts file: what is read, what is written, and what a mistake in it costs.
struct AccountTableTests {
  private let secret = String(repeating: "0123456789abcdef", count: 2)
  private let hash = String(repeating: "ab", count: 32)

  private func table(_ text: String) -> AccountTable { AccountTable(parsing: Array(text.utf8)) }

  @Test func everyKindOfLine() {
    let text = """
      @night-shift:read,power
      admin:administrator:enabled:\(secret)::
      former:operator,night-shift:disabled:\(secret)::\(hash),\(String(hash.reversed()))
      robot::enabled:::

      """
    let table = table(text)
    #expect(table.badLines == [])
    #expect(table.role("night-shift")?.permissions == Permissions([.read, .power]))
    #expect(table.accounts["former"]?.isEnabled == false)
    #expect(table.accounts["former"]?.roles == ["operator", "night-shift"])
    #expect(table.accounts["former"]?.certificates.count == 2)
    #expect(table.accounts["robot"]?.roles == [])
    #expect(String(decoding: table.text, as: UTF8.self) == text)
  }

  @Test func linesOfEarlierVersionsAreUnderstood() {
    let table = table("admin:administrator:\(secret)\n")
    #expect(table.badLines == [])
    #expect(
      String(decoding: table.text, as: UTF8.self) == "admin:administrator:enabled:\(secret)::\n")
  }

  @Test(
    "A bad line costs itself only",
    arguments: [
      "x", "x:y", "@:power", "@a b:power", "@a:fly", "@a:", "@operator:power", "x:administrator:12",
      "x:administrator:maybe:\(String(repeating: "00", count: 16))::", "x:administrator:enabled:12::",
      "x:administrator:enabled::1$2$3:", "x:administrator:enabled:::12", "x:a b:enabled:::",
      "x:a,b,c,d,e,f,g,h,i:enabled:::", "a:b:c:d", "admin:readonly:enabled:::",
    ])
  func badLine(line: String) {
    let table = table("admin:administrator:enabled:\(secret)::\n\(line)\nz:readonly:enabled:\(secret)::\n")
    #expect(table.badLines == [2])
    #expect(table.accounts.keys.sorted() == ["admin", "z"])
    #expect(table.accounts["admin"]?.roles == ["administrator"])
  }

  @Test func aRoleThatNobodyMadeAllowsNothing() {
    let table = table("x:ghost:enabled:\(secret)::\n")
    #expect(table.missingRoles == ["ghost"])
    #expect(table.rights(of: table.accounts["x"]!).permissions == Permissions())
  }

  @Test func rolesOfOperators() throws {
    var table = AccountTable()
    try table.add(Role("fence", Permissions([.read, .power])))
    try table.add(StoredAccount(name: "x", roles: ["fence"]))
    #expect(throws: AccountError.roleExists("fence")) { try table.add(Role("fence", .all)) }
    #expect(throws: AccountError.roleExists("operator")) { try table.add(Role("operator", .all)) }
    #expect(throws: AccountError.roleInUse("fence", by: "x")) { try table.removeRole("fence") }
    #expect(throws: AccountError.roleIsBuiltIn("operator")) { try table.removeRole("operator") }
    try table.remove("x")
    try table.removeRole("fence")
    #expect(table.roles == Role.builtIn)
  }

  @Test func everythingIsBounded() throws {
    var table = AccountTable()
    for number in 1...16 { try table.add(Role("role\(number)", Permissions([.read]))) }
    #expect(throws: AccountError.tooManyCustomRoles(limit: 16)) { try table.add(Role("another", .all)) }
    #expect(throws: AccountError.tooManyRoles(limit: 8)) {
      try table.add(StoredAccount(name: "x", roles: (1...9).map { "role\($0)" }))
    }
    for number in 1...64 {
      var account = StoredAccount(
        name: "\(String(repeating: "n", count: 60))\(number)", roles: (1...8).map { "role\($0)" })
      account.digestSecret = [UInt8](repeating: 1, count: 16)
      account.certificates = [[UInt8]](repeating: [UInt8](repeating: 2, count: 32), count: 4)
      try table.add(account)
    }
    #expect(table.text.count < StateDirectory.maximumFileSize)
    #expect(AccountTable(parsing: table.text) == table)
  }
}
