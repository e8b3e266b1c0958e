import CIM
import Documents
import Glibc
import LanternTesting
import Model
import TestSupport
import Testing

/// What every profile serves of every simulated board, instance by instance, against the files in `Tests/Golden`.
///
/// After an intended change, `LANTERN_RECORD_GOLDEN=1 swift test --filter GoldenTests` writes them anew; read the
/// difference before it is committed.
@Suite struct GoldenTests {
  @Test(arguments: ["rack-server"])
  func everyProfileServesWhatIsRecorded(board name: String) throws {
    let board = try SteppedBoard(name)
    board.run(for: .seconds(5))
    board.store.publish([(.job(job(on: board)), .distantFuture)])
    board.store.publish(accounts.map { ($0, .distantFuture) })
    let view = CIMView.load(dataDirectories: [Repository.root], compatibility: nil, diagnostics: board.diagnostics)
    #expect(board.diagnostics.all.map(\.description) == [])
    #expect(view.profiles.count >= 9)

    let golden = goldenFiles(of: view, board)
    for (file, text) in golden.sorted(by: { $0.key < $1.key }) {
      #expect(!text.isEmpty, "\(file) would be empty")
      let path = "\(Repository.root)/Tests/Golden/\(name)/\(file).txt"
      if getenv("LANTERN_RECORD_GOLDEN") != nil { try write(text, to: path) }
      let recorded = String(decoding: try DataFile.read(path), as: UTF8.self)
      #expect(recorded == text, "what \(path) records is no longer served")
    }
  }

  /// One text a profile with the classes that only it serves, one for the associations that several of them draw, and
  /// one for what is derived from all profiles together.
  private func goldenFiles(of view: CIMView, _ board: SteppedBoard) -> [String: String] {
    var owners: [CIMClass: [Profile]] = [:]
    for profile in view.profiles {
      for cimClass in profile.classes { owners[cimClass, default: []].append(profile) }
    }
    let derived = ["CIM_RegisteredProfile", "CIM_ElementConformsToProfile", "CIM_ReferencedProfile"]
    var files = ["ProfileRegistration": dump(derived.compactMap { view.schema.cimClass($0) }, of: view, board)]
    for profile in view.profiles where !profile.classes.isEmpty {
      let own = profile.classes.filter { owners[$0]?.count == 1 }
      files[profile.name.filter { $0 != " " }] = dump(own, of: view, board)
    }
    let shared = owners.filter { $0.value.count > 1 }.keys.sorted { $0.name < $1.name }
    files["shared-associations"] = dump(shared, of: view, board)
    return files
  }

  /// No board has jobs by itself.
  private func job(on board: SteppedBoard) -> Job {
    Job(
      id: "run:1", name: "Power cycle-graceful of ManagedSystem", system: System.onlyID, verb: .cycleGraceful,
      owner: "admin", submitted: board.clock.wallTime())
  }

  /// Nor accounts, which are the agent's.
  private var accounts: [Content] {
    let roles = Role.builtIn.map { role in
      var role = role
      role.system = System.onlyID
      role.systems = [System.onlyID]
      return Content.role(role)
    }
    return roles + [
      .directory(AccountDirectory(system: System.onlyID, realm: "Lantern-0123456789abcdef", maximumAccounts: 64)),
      .account(Account(id: "admin", system: System.onlyID, roles: ["administrator"])),
    ]
  }

  private func dump(_ classes: [CIMClass], of view: CIMView, _ board: SteppedBoard) -> String {
    let now = board.clock.now()
    let snapshot = board.store.snapshot
    return classes.flatMap { cimClass in
      view.instances(of: cimClass, in: snapshot, at: now).filter { $0.cimClass == cimClass }
    }.map { view.dump($0) }.joined(separator: "\n")
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"), "\(path) cannot be written")
    defer { fclose(file) }
    #expect(fputs(text, file) >= 0)
  }
}
