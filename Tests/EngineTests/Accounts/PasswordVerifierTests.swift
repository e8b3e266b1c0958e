import Hashing
import Model
import TestSupport
import Testing

@testable import Engine

/// Accounts that do without Digest, whose stored form does not help whoever finds it.
struct PasswordVerifierTests {
  private let directory = TemporaryDirectory()
  private let password = Array("correct horse".utf8)

  @Test func itAcceptsItsPasswordOnly() {
    let verifier = PasswordVerifier(password: password)
    #expect(verifier.accepts(password))
    #expect(!verifier.accepts(Array("correct horsf".utf8)))
    #expect(!verifier.accepts([]))
    #expect(PasswordVerifier(password: password) != verifier)
  }

  @Test func itSurvivesTheFile() throws {
    let verifier = PasswordVerifier(password: password)
    #expect(PasswordVerifier(parsing: verifier.text) == verifier)
    #expect(verifier.text.starts(with: "100000$".utf8))
  }

  @Test(
    "What is not one is not taken for one",
    arguments: ["", "100000", "100000$00$00", "0$\(zeros(16))$\(zeros(32))", "x$\(zeros(16))$\(zeros(32))"])
  func malformed(text: String) {
    #expect(PasswordVerifier(parsing: Array(text.utf8)) == nil)
  }

  @Test func anAccountWithoutDigestHasNoSecret() throws {
    let store = try AccountStore(directory: directory.path)
    try store.add("robot", roles: ["operator"], password: password, digest: false)
    #expect(store.digestSecret(of: "robot", at: .zero) == nil)
    #expect(try store.list().first?.hasDigest == false)
    guard case .work(let check) = store.check("robot", password: password, at: .zero) else {
      Issue.record("a verifier was checked at once")
      return
    }
    #expect(check())
    let hash = Hex.encode(MD5.digest("robot:\(store.realm):correct horse".utf8))
    #expect(directory.text(of: "accounts")?.split(separator: ":").contains(Substring(hash)) == false)
  }

  @Test func nobodyCanTellWhichAccountsDoWithoutDigest() throws {
    let store = try AccountStore(directory: directory.path)
    try store.add("admin", roles: ["administrator"], password: password)
    guard case .done(true) = store.check("admin", password: password, at: .zero) else {
      Issue.record("no account needs long work, and it is asked for")
      return
    }
    try store.add("robot", roles: ["operator"], password: password, digest: false)
    for (name, isRight) in [("admin", true), ("robot", true), ("nobody", false)] {
      guard case .work(let check) = store.check(name, password: password, at: .zero) else {
        Issue.record("\(name) was checked at once")
        continue
      }
      #expect(check() == isRight)
    }
  }

  @Test func aNewPasswordKeepsItWithoutDigest() throws {
    let store = try AccountStore(directory: directory.path)
    try store.add("robot", roles: ["operator"], password: password, digest: false)
    try store.carryOut(.setPassword(.plain(Array("another one".utf8))), on: "robot", by: .all)
    #expect(store.digestSecret(of: "robot", at: .zero) == nil)
    guard case .work(let check) = store.check("robot", password: Array("another one".utf8), at: .zero) else {
      Issue.record("a verifier was checked at once")
      return
    }
    #expect(check())
  }
}

private func zeros(_ count: Int) -> String { String(repeating: "00", count: count) }
