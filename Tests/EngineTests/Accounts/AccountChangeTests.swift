import Hashing
import Model
import TestSupport
import Testing

@testable import Engine

/// What commands may do to accounts, and what they may not.
struct AccountChangeTests {
  private let directory = TemporaryDirectory()
  private let password = Array("correct horse".utf8)
  private let all = Permissions.all

  private func store(_ accounts: (String, [String])...) throws -> AccountStore {
    let store = try AccountStore(directory: directory.path)
    for (name, roles) in accounts { try store.add(name, roles: roles, password: password) }
    return store
  }

  @Test func aNewAccountMayDoNothing() throws {
    let store = try store(("admin", ["administrator"]))
    try store.carryOut(.create(.plain(password)), on: "alice", by: all)
    #expect(store.digestSecret(of: "alice", at: .zero) != nil)
    #expect(store.rights(of: "alice", at: .zero)?.permissions == Permissions())
  }

  @Test func aPasswordMayComeAsItsDigest() throws {
    let store = try store()
    let secret = MD5.digest("alice:\(store.realm):correct horse".utf8)
    try store.carryOut(.create(.digest(secret)), on: "alice", by: all)
    #expect(store.digestSecret(of: "alice", at: .zero) == secret)
    #expect(throws: AccountError.self) { try store.carryOut(.create(.digest([1, 2, 3])), on: "bob", by: all) }
  }

  @Test func rolesAreReplaced() throws {
    let store = try store(("alice", ["readonly"]))
    try store.carryOut(.assign(roles: ["operator"]), on: "alice", by: all)
    #expect(store.rights(of: "alice", at: .zero) == Rights(.operator))
    #expect(throws: AccountError.unknownRole("king", known: ["readonly", "operator", "administrator"])) {
      try store.carryOut(.assign(roles: ["king"]), on: "alice", by: all)
    }
  }

  @Test func aDisabledAccountIsAsIfItWereNotThere() throws {
    let store = try store(("admin", ["administrator"]), ("alice", ["operator"]))
    try store.carryOut(.setEnabled(false), on: "alice", by: all)
    #expect(store.digestSecret(of: "alice", at: .zero) == nil)
    #expect(store.rights(of: "alice", at: .zero) == nil)
    #expect(store.stamp(of: "alice", at: .zero) == nil)
    try store.carryOut(.setEnabled(true), on: "alice", by: all)
    #expect(store.rights(of: "alice", at: .zero) == Rights(.operator))
  }

  @Test(
    "Somebody who can manage accounts always remains",
    arguments: [AccountChange.delete, .setEnabled(false), .assign(roles: ["operator"]), .assign(roles: [])])
  func lastAdministrator(change: AccountChange) throws {
    let store = try store(("admin", ["administrator"]), ("alice", ["operator"]))
    #expect(throws: AccountError.lastAdministrator("admin")) { try store.carryOut(change, on: "admin", by: all) }
    #expect(store.rights(of: "admin", at: .zero) == Rights(.administrator))
    try store.add("second", roles: ["administrator"], password: password)
    try store.carryOut(change, on: "admin", by: all)
    #expect(store.rights(of: "admin", at: .zero) != Rights(.administrator))
  }

  @Test func aDisabledAdministratorIsNoneThatRemains() throws {
    let store = try store(("admin", ["administrator"]), ("second", ["administrator"]))
    try store.setEnabled(false, "second")
    #expect(throws: AccountError.lastAdministrator("admin")) { try store.carryOut(.delete, on: "admin", by: all) }
  }

  @Test(
    "Nobody can give what they do not have, or touch who may do more",
    arguments: [
      (AccountChange.assign(roles: ["administrator"]), "alice"), (.assign(roles: ["operator"]), "alice"),
      (.delete, "admin"), (.setPassword(.plain(Array("correct horse".utf8))), "admin"), (.setEnabled(false), "admin"),
      (.assign(roles: []), "admin"),
    ])
  func beyondRights(change: AccountChange, name: String) throws {
    let store = try store(("admin", ["administrator"]), ("second", ["administrator"]), ("alice", ["readonly"]))
    try store.addRole("clerk", permissions: Permissions([.read, .accounts]))
    let before = directory.text(of: "accounts")
    #expect(throws: AccountError.beyondRights) {
      try store.carryOut(change, on: name, by: Permissions([.read, .accounts]))
    }
    #expect(directory.text(of: "accounts") == before)
    try store.carryOut(.assign(roles: ["clerk"]), on: "alice", by: Permissions([.read, .accounts]))
  }

  @Test func passwordRulesHoldForCommandsToo() throws {
    let store = try store(("alice", ["readonly"]))
    #expect(throws: AccountError.self) {
      try store.carryOut(.setPassword(.plain(Array("short".utf8))), on: "alice", by: all)
    }
    #expect(throws: AccountError.alreadyExists("alice")) {
      try store.carryOut(.create(.plain(password)), on: "alice", by: all)
    }
    #expect(throws: AccountError.notFound("bob")) {
      try store.carryOut(.setPassword(.plain(password)), on: "bob", by: all)
    }
  }

  @Test func aPasswordIsNotInItsDescription() {
    #expect("\(NewPassword.plain(password))" == "(a password)")
    #expect("\(AccountChange.create(.plain(password)))" == "create((a password))")
  }
}
