import Engine
import Glibc
import Hashing
import Model
import TestSupport
import Testing

struct AccountStoreTests {
  private let directory = TemporaryDirectory()
  private let password = Array("correct horse".utf8)

  private func open() throws -> AccountStore { try AccountStore(directory: directory.path) }

  private func second(_ number: UInt64) -> Instant { Instant(nanoseconds: number * 1_000_000_000) }

  private func isRight(_ name: String, _ password: [UInt8], _ store: AccountStore) -> Bool {
    switch store.check(name, password: password, at: .zero) {
    case .done(let isRight): isRight
    case .work(let check): check()
    }
  }

  @Test func thereIsNoAccountToStartWith() throws {
    let store = try open()
    #expect(try store.list() == [])
    #expect(store.digestSecret(of: "admin", at: .zero) == nil)
    #expect(!isRight("admin", Array("admin".utf8), store))
    #expect(!isRight("", [], store))
  }

  @Test func theRealmIsChosenOnce() throws {
    let realm = try open().realm
    #expect(realm.hasPrefix("Lantern-"))
    #expect(realm.utf8.count == 24)
    #expect(try open().realm == realm)
    #expect(directory.text(of: "realm") == realm + "\n")
    let other = TemporaryDirectory()
    #expect(try AccountStore(directory: other.path).realm != realm)
  }

  @Test func theSecretIsWhatDigestCallsHA1() throws {
    let store = try open()
    try store.add("admin", roles: ["administrator"], password: password)
    let expected = MD5.digest("admin:\(store.realm):correct horse".utf8)
    #expect(store.digestSecret(of: "admin", at: .zero) == expected)
  }

  @Test func basicPasswordsAreCompared() throws {
    let store = try open()
    try store.add("admin", roles: ["administrator"], password: password)
    #expect(isRight("admin", password, store))
    #expect(!isRight("admin", Array("correct horsf".utf8), store))
    #expect(!isRight("Admin", password, store))
    #expect(!isRight("admin", [], store))
  }

  @Test func anAccountHasARole() throws {
    let store = try open()
    try store.add("fence", roles: ["operator"], password: password)
    #expect(store.rights(of: "fence", at: .zero)?.roles == ["operator"])
    #expect(store.rights(of: "nobody", at: .zero) == nil)
  }

  @Test func addingTwiceIsRefusedAndReplacingIsNot() throws {
    let store = try open()
    try store.add("admin", roles: ["administrator"], password: password)
    #expect(throws: AccountError.alreadyExists("admin")) {
      try store.add("admin", roles: ["readonly"], password: Array("something else".utf8))
    }
    #expect(isRight("admin", password, store))
    try store.replace("admin", roles: ["readonly"], password: Array("something else".utf8))
    #expect(store.rights(of: "admin", at: .zero)?.roles == ["readonly"])
    #expect(!isRight("admin", password, store))
    #expect(throws: AccountError.notFound("guest")) {
      try store.replace("guest", roles: ["readonly"], password: password)
    }
  }

  @Test func removing() throws {
    let store = try open()
    try store.add("a", roles: ["readonly"], password: password)
    try store.add("b", roles: ["operator"], password: password)
    try store.remove("a")
    #expect(try store.list() == [AccountSummary(name: "b", roles: ["operator"])])
    #expect(store.digestSecret(of: "a", at: .zero) == nil)
    #expect(throws: AccountError.notFound("a")) { try store.remove("a") }
  }

  @Test func rulesAreChecked() throws {
    let store = try open()
    #expect(throws: AccountError.self) { try store.add("a:b", roles: ["readonly"], password: password) }
    #expect(throws: AccountError.self) { try store.add("a", roles: ["readonly"], password: Array("short".utf8)) }
    #expect(try store.list() == [])
  }

  @Test func thereIsALimit() throws {
    let store = try open()
    for number in 1...64 { try store.add("user\(number)", roles: ["readonly"], password: password) }
    #expect(throws: AccountError.full(limit: 64)) {
      try store.add("user65", roles: ["readonly"], password: password)
    }
    #expect(try store.list().count == 64)
  }

  @Test func onlyTheOwnerMayReadTheFiles() throws {
    let store = try open()
    try store.add("admin", roles: ["administrator"], password: password)
    #expect(directory.names == ["accounts", "lock", "realm"])
    for name in directory.names { #expect(directory.mode(of: name) == 0o600) }
    #expect(directory.text(of: "accounts")?.contains("correct horse") == false)
    #expect(store.problem(at: .zero) == nil)
    chmod("\(directory.path)/accounts", 0o644)
    try store.add("other", roles: ["readonly"], password: password)
    #expect(directory.mode(of: "accounts") == 0o600)
  }

  @Test func theDirectoryIsCreatedForTheOwnerAlone() throws {
    let path = "\(directory.path)/state"
    _ = try AccountStore(directory: path)
    defer {
      for name in ["lock", "realm"] { unlink("\(path)/\(name)") }
      rmdir(path)
    }
    #expect(directory.mode(of: "state") == 0o700)
  }

  @Test func aMissingParentIsReported() {
    #expect(throws: AccountError.self) { try AccountStore(directory: "/nonexistent/lantern") }
  }

  @Test func changesByOthersAreSeenWithinASecond() throws {
    let agent = try open()
    let tool = try open()
    #expect(agent.rights(of: "admin", at: second(10)) == nil)
    try tool.add("admin", roles: ["operator"], password: password)
    #expect(agent.rights(of: "admin", at: second(10)) == nil)
    #expect(agent.rights(of: "admin", at: second(11))?.roles == ["operator"])
    try tool.replace("admin", roles: ["readonly"], password: password)
    #expect(agent.rights(of: "admin", at: second(12))?.roles == ["readonly"])
    try tool.remove("admin")
    #expect(agent.rights(of: "admin", at: second(13)) == nil)
  }

  @Test func ownChangesAreSeenAtOnce() throws {
    let store = try open()
    #expect(store.rights(of: "admin", at: second(10)) == nil)
    try store.add("admin", roles: ["operator"], password: password)
    #expect(store.rights(of: "admin", at: second(10))?.roles == ["operator"])
  }

  @Test func writersLoseNothingOfEachOther() throws {
    let stores = try (0..<4).map { _ in try open() }
    var threads: [pthread_t] = []
    for (number, store) in stores.enumerated() {
      let work = Unmanaged.passRetained(Writer(store: store, prefix: "w\(number)-"))
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { Unmanaged<Writer>.fromOpaque($0!).takeRetainedValue().run() }, work.toOpaque())
      threads.append(thread)
    }
    for thread in threads { pthread_join(thread, nil) }
    #expect(try open().list().count == 4 * Writer.count)
  }

  @Test func aBadLineCostsItsOwnAccountOnly() throws {
    let store = try open()
    try store.add("admin", roles: ["administrator"], password: password)
    let good = try #require(directory.text(of: "accounts"))
    directory.write("nonsense\n" + good + "x:king:00\n", to: "accounts")
    #expect(store.rights(of: "admin", at: second(5))?.roles == ["administrator"])
    #expect(store.problem(at: second(5))?.contains("accounts:1:") == true)
    #expect(throws: AccountError.malformed(path: "\(directory.path)/accounts", line: 1)) {
      try store.add("other", roles: ["readonly"], password: password)
    }
    #expect(directory.text(of: "accounts")?.contains("nonsense") == true)
  }

  @Test func aLostRealmIsNotReplacedSilently() throws {
    try open().add("admin", roles: ["administrator"], password: password)
    unlink("\(directory.path)/realm")
    #expect(throws: AccountError.realmLost(path: "\(directory.path)/realm")) { try open() }
  }

  @Test(arguments: ["", "a b\n", "a=b\n", "a\"b\n"])
  func aSpoiltRealmIsReported(text: String) {
    directory.write(text, to: "realm")
    #expect(throws: AccountError.malformed(path: "\(directory.path)/realm", line: 1)) { try open() }
  }
}

private final class Writer {
  static let count = 8
  let store: AccountStore
  let prefix: String

  init(store: AccountStore, prefix: String) {
    self.store = store
    self.prefix = prefix
  }

  func run() -> UnsafeMutableRawPointer? {
    for number in 0..<Self.count {
      try? store.add("\(prefix)\(number)", roles: ["readonly"], password: Array("correct horse".utf8))
    }
    return nil
  }
}
