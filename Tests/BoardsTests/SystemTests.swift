import Boards
import Model
import Testing

@Suite("Systems of a board")
struct SystemTests {
  @Test("have a name, a kind, a UUID in the model's form and the verbs of their power section")
  func one() throws {
    let fixture = BoardFixture.simulated(
      """
      systems:
        - id: ManagedSystem
          name: Rack server
          kind: blade
          uuid: 4c4c4544-0042-4d10-8051-b7c04f313233
          power: { on-when: good, on: [ { pulse: button, for: 1 s }, { until: on, within: 5 s } ] }
      """)
    #expect(fixture.messages == [])
    guard case .system(let system)? = fixture.board.contents.first else { return }
    #expect(system.name == "Rack server")
    #expect(system.kind == .blade)
    #expect(system.uuid == "4C4C454400424D108051B7C04F313233")
    #expect(system.power.supported == [.on])
  }

  @Test("the only one is called as clients ask for it")
  func onlyOne() {
    let fixture = BoardFixture("systems: [ { id: node1, name: Node 1 } ]\n")
    #expect(
      fixture.messages == [
        "test.yaml:3:18: error: a board's only system is 'ManagedSystem', because clients ask for it by that name."
      ])
    #expect(fixture.ids == ["system/ManagedSystem"])
  }

  @Test("of several, each record names its own")
  func several() {
    let fixture = BoardFixture(
      """
      systems: [ { id: node1, name: Node 1 }, { id: node2, name: Node 2 } ]
      fans:
        - { id: fan1, name: Fan 1, system: node2 }
        - { id: fan2, name: Fan 2 }
        - { id: fan3, name: Fan 3, system: node3 }
      """)
    #expect(
      fixture.messages == [
        "test.yaml:6:5: error: this board has several systems; say which one by 'system'.",
        "test.yaml:7:38: error: 'system' names 'node3', but there is no such system. Did you mean 'node1'?",
      ])
    #expect(fixture.board.contents.first { $0.id.kind == .fan }?.system == "node2")
  }

  @Test("of several, each has its own power section")
  func severalPowers() {
    let fixture = BoardFixture(
      """
      systems: [ { id: node1, name: Node 1 }, { id: node2, name: Node 2 } ]
      power: { minimum-off: 1 s }
      """)
    #expect(
      fixture.messages == [
        "test.yaml:4:8: error: each of 'systems' has a 'power' of its own here; put this one into its system."
      ])
  }

  @Test("a mistake in its power section takes the verbs, not the system")
  func badPower() {
    let fixture = BoardFixture("systems: [ { id: ManagedSystem, name: Node, power: { fly: [] } } ]\n")
    #expect(fixture.messages.count == 2)
    guard case .system(let system)? = fixture.board.contents.first else { return }
    #expect(system.name == "Node")
    #expect(system.power.supported == [])
  }

  @Test("a UUID has 32 digits")
  func uuid() {
    let fixture = BoardFixture("systems: [ { id: ManagedSystem, name: Node, uuid: 4c4c } ]\n")
    #expect(
      fixture.messages == [
        "test.yaml:3:51: error: 'uuid' must be a UUID such as 4c4c4544-0042-4d10-8051-b7c04f313233, not '4c4c'."
      ])
  }
}
