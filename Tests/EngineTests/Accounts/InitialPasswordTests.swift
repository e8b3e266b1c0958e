import Engine
import Hashing
import Model
import TestSupport
import Testing

/// The account that an agent makes when it has never had one.
struct InitialPasswordTests {
  private let directory = TemporaryDirectory()

  private func isRight(_ password: [UInt8], _ store: AccountStore) -> Bool {
    guard case .done(let isRight) = store.check("admin", password: password, at: .zero) else { return false }
    return isRight
  }

  @Test func theFirstStartMakesAnAdministrator() throws {
    let store = try AccountStore(directory: directory.path)
    #expect(try store.makeFirstAccount() == "admin")
    #expect(store.rights(of: "admin", at: .zero) == Rights(.administrator))
    #expect(directory.mode(of: "initial-password") == 0o600)
    let password = try #require(try InitialPassword.take(stateDirectory: directory.path))
    #expect(isRight(password, store))
    #expect(password.count == 23)
    #expect(try InitialPassword.take(stateDirectory: directory.path) == nil)
    #expect(!directory.names.contains("initial-password"))
  }

  @Test func noTwoAreAlike() throws {
    let other = TemporaryDirectory()
    var passwords: [[UInt8]] = []
    for path in [directory.path, other.path] {
      _ = try AccountStore(directory: path).makeFirstAccount()
      passwords.append(try #require(try InitialPassword.take(stateDirectory: path)))
    }
    #expect(passwords[0] != passwords[1])
  }

  @Test func whoeverMadeAnAccountNeedsNone() throws {
    let store = try AccountStore(directory: directory.path)
    try store.add("alice", roles: ["administrator"], password: Array("correct horse".utf8))
    #expect(try store.makeFirstAccount() == nil)
    try store.remove("alice")
    #expect(try store.makeFirstAccount() == nil)
    #expect(try store.list() == [])
  }

  @Test func anotherPasswordEndsIt() throws {
    let store = try AccountStore(directory: directory.path)
    _ = try store.makeFirstAccount()
    try store.carryOut(.setPassword(.plain(Array("correct horse".utf8))), on: "admin", by: .all)
    #expect(try InitialPassword.take(stateDirectory: directory.path) == nil)
  }
}
