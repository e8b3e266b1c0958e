import Boards
import Drivers
import Model
import Testing

@Suite("Several BMCs, each of a system of its own")
struct SeveralBMCTests {
  private static let systems = "systems: [ { id: a, name: A }, { id: b, name: B } ]\nfrom-bmc: all\n"

  /// The list begins in line 6.
  private func load(_ bmcs: String) -> BoardFixture { BoardFixture(Self.systems + "bmcs:\n" + bmcs) }

  @Test("each says which")
  func each() {
    let fixture = load(
      """
        - { system: b, lan: 10.0.0.2, user: u, password-file: /pw }
        - { system: a, device: /dev/ipmi0 }
      """)
    #expect(fixture.messages == [])
    #expect(fixture.bmcs.map(\.system) == ["b", "a"])
    #expect(fixture.bmcs.last?.access == .openIPMI(device: "/dev/ipmi0"))
  }

  @Test("one with a mistake is left out; its system stays")
  func mistake() {
    let fixture = load(
      """
        - { system: a, lan: 10.0.0.1 }
        - { system: c, device: /dev/ipmi0 }
        - { device: /dev/ipmi0 }
        - { system: b, device: /dev/ipmi1 }
        - { system: b, device: /dev/ipmi2 }
      """)
    #expect(
      fixture.messages == [
        "test.yaml:6:5: error: a BMC over the network needs 'credential', or 'user' with 'password-file' or "
          + "'password-credential'.",
        "test.yaml:7:15: error: 'system' names 'c', but there is no such system. Did you mean 'a'?",
        "test.yaml:8:5: error: this board has several systems; say which one by 'system'.",
        "test.yaml:10:5: error: the system 'b' has a BMC already; leave one of them out.",
      ])
    #expect(fixture.bmcs.map(\.system) == ["b"])
    #expect(fixture.ids == ["system/a", "system/b"])
  }

  @Test("only systems with a BMC have steps that need one")
  func power() {
    let power = "power: { on: [ { ipmi: power-up } ] }"
    let fixture = BoardFixture(
      """
      systems: [ { id: a, name: A, \(power) }, { id: b, name: B, \(power) } ]
      bmcs: [ { system: a, device: /dev/ipmi0 } ]
      from-bmc: all
      """)
    #expect(fixture.systems.map(\.power.supported) == [[.on], []])
    #expect(
      fixture.messages.first
        == "test.yaml:3:104: error: an 'ipmi' step needs a 'bmc' section that says where to send it.")
  }

  @Test("a host with a credential that has a mistake is left out, and does not fall back to that of its group")
  func badCredential() {
    let fixture = BoardFixture(
      """
      credentials: [ { id: y, password-file: /pw }, { id: z, user: u, password-file: /pw } ]
      bmc-groups:
        - { id: g, credential: z, hosts: [ { id: n1, lan: n1, credential: y }, n2 n2 ] }
        - { id: h, credential: y, hosts: [ n3 n3 ] }
      from-bmc: all
      """)
    #expect(fixture.messages == ["test.yaml:3:16: error: a credential needs 'user'."])
    #expect(fixture.ids == ["system/n2"])
  }

  @Test("credentials are looked at even where nobody uses them, and a bad one is told once")
  func credentials() {
    let fixture = BoardFixture(
      """
      credentials: [ { id: x, user: u }, { id: x, user: u, password-file: /pw }, { id: y, password-file: /pw } ]
      bmc: { lan: 10.0.0.1, credential: y }
      from-bmc: all
      """)
    #expect(
      fixture.messages == [
        "test.yaml:3:16: error: a credential needs 'password-file' or 'password-credential'.",
        "test.yaml:3:42: error: there already is a credential 'x'; ids are unique.",
        "test.yaml:3:76: error: a credential needs 'user'.",
      ])
    #expect(fixture.bmcs == [])
  }
}
