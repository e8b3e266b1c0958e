import Model
import Testing

struct ModelPartTests {
  private let store = ModelStore()
  private let until = Instant(nanoseconds: 1000)

  private func publish(_ contents: Content...) { store.publish(contents.map { ($0, until) }) }

  private func ids(_ store: ModelStore) -> Set<String> {
    Set(ObjectKind.allCases.flatMap { store.snapshot.objects(of: $0) }.map(\.id.description))
  }

  private func supply(_ id: String, of system: String) -> Content {
    .supply(Supply(id: id, name: id, system: system))
  }

  @Test func aPartHasTheObjectsOfItsSystemNowAndLater() {
    publish(.system(System(id: "a", name: "A")), .system(System(id: "b", name: "B")), supply("a1", of: "a"))
    let part = store.part(of: "a")
    #expect(ids(part) == ["system/a", "supply/a1"])
    publish(supply("a2", of: "a"), supply("b1", of: "b"))
    #expect(ids(part) == ["system/a", "supply/a1", "supply/a2"])
    #expect(ids(store) == ["system/a", "system/b", "supply/a1", "supply/a2", "supply/b1"])
    store.remove([ObjectID(.supply, "a1"), ObjectID(.supply, "b1")])
    #expect(ids(part) == ["system/a", "supply/a2"])
  }

  @Test func whatOthersDoChangesNothingInAPart() {
    publish(.system(System(id: "a", name: "A")))
    let part = store.part(of: "a")
    let before = part.snapshot.structureVersion
    publish(supply("b1", of: "b"))
    store.remove([ObjectID(.supply, "b1")])
    #expect(part.snapshot.structureVersion == before)
  }

  @Test func accountsAreShownWithWhateverSystemThereIs() throws {
    let part = store.part(of: "b")
    var role = Role.operator
    role.system = "a"
    role.systems = ["a", "b"]
    publish(
      .directory(AccountDirectory(system: "a", realm: "r", maximumAccounts: 8)), .role(role),
      .account(Account(id: "carol", system: "a", roles: ["operator"])))
    #expect(ids(part) == ["directory/b", "role/operator", "account/carol"])
    let contents = ObjectKind.allCases.flatMap { part.snapshot.objects(of: $0) }.map(\.content)
    #expect(contents.allSatisfy { $0.system == "b" })
    for content in contents {
      for relation in Relation.allCases {
        for target in relation.targets(of: content) where target.kind == .system { #expect(target.id == "b") }
      }
    }
  }
}
