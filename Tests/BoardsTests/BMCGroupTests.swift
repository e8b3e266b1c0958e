import Boards
import Drivers
import Model
import TestSupport
import Testing

@Suite("Groups of BMCs")
struct BMCGroupTests {
  /// The first key of the group stands in line 5, column 5.
  private func group(_ keys: String, hosts: String? = nil) -> BoardFixture {
    BoardFixture(
      "bmc-groups:\n  - id: rack\n    \(keys)\nfrom-bmc: all\n", files: hosts.map { ["hosts.txt": $0] } ?? [:])
  }

  private static let logIn = "user: admin\n    password-file: /etc/pw\n    "

  private func expected(_ system: String, _ host: String, _ port: UInt16 = 623) -> BMCSettings {
    var lan = BMCSettings.LAN(host: host, user: "admin", password: .file("/etc/pw"))
    lan.port = port
    return BMCSettings(.lan(lan), system: system)
  }

  @Test("make a system of every host, each with its BMC")
  func hosts() {
    let fixture = group(Self.logIn + "hosts: [ 'node[09-11] 10.0.1.[9-11]', 'login bmc.example:6230' ]")
    #expect(fixture.messages == [])
    #expect(fixture.ids == ["system/node09", "system/node10", "system/node11", "system/login"])
    #expect(
      fixture.bmcs == [
        expected("node09", "10.0.1.9"), expected("node10", "10.0.1.10"), expected("node11", "10.0.1.11"),
        expected("login", "bmc.example", 6230),
      ])
  }

  @Test("have settings in common, and a host says what is different about it")
  func overrides() throws {
    let fixture = group(
      Self.logIn
        + """
        cipher: [17, 3]
            interval: 10 s
            workarounds: [opensesspriv]
            kind: blade
            hosts:
              - node1 10.0.1.1
              - { id: node2, lan: 10.0.1.2, name: Login node, kind: server, cipher: 17, interval: 2 s, workarounds: [] }
              - { id: node3, lan: '[fe80::3]:6230', user: root, password-credential: node3, log-entries: 5, bridge: true }
        """)
    #expect(fixture.messages == [])
    let (first, second, third) = (fixture.bmcs[0], fixture.bmcs[1], fixture.bmcs[2])
    #expect(first.lan?.authentications == [.suite17, .suite3])
    #expect(first.scanInterval == .seconds(10) && first.workarounds == ["opensesspriv"])
    #expect(second.lan?.authentications == [.suite17] && second.lan?.user == "admin")
    #expect(second.scanInterval == .seconds(2) && second.workarounds == [])
    #expect(third.lan?.host == "fe80::3" && third.lan?.port == 6230 && third.scanInterval == .seconds(10))
    #expect(third.lan?.user == "root" && third.lan?.password == .credential("node3"))
    #expect(third.logEntries == 5 && third.isBridging)
    let systems = fixture.systems
    #expect(systems.map(\.name) == ["node1", "Login node", "node3"])
    #expect(systems.map(\.kind) == [.blade, .server, .blade])
  }

  @Test("share credentials by name")
  func credentials() {
    let fixture = BoardFixture(
      """
      credentials:
        - { id: rack, user: admin, password-file: /etc/pw }
        - { id: lab, user: root, password-credential: lab }
      bmc-groups:
        - { id: rack, credential: rack, hosts: [ n1 10.0.0.1, { id: n2, lan: 10.0.0.2, credential: lab } ] }
      bmcs:
        - { system: storage, lan: 10.0.0.3, credential: lab }
      systems: [ { id: storage, name: Storage } ]
      from-bmc: all
      """)
    #expect(fixture.messages == [])
    #expect(fixture.bmcs.map { $0.lan?.user } == ["root", "admin", "root"])
    #expect(fixture.bmcs.map(\.system) == ["storage", "n1", "n2"])
    #expect(fixture.bmcs[2].lan?.password == .credential("lab"))
  }

  @Test("take hosts from a file, one a line, with comments")
  func file() {
    let fixture = group(
      Self.logIn + "hosts-file: hosts.txt",
      hosts: "# Row 1\n\nnode[1-2]\t10.0.1.[1-2]  # both\r\n  login#1 10.0.1.9\n  node3 10.0.1.3 # ~\n")
    #expect(fixture.ids == ["system/node1", "system/node2", "system/node3"])
    #expect(
      fixture.messages == [
        "hosts.txt:4:3: error: 'hosts' needs a name of up to 64 letters, digits, '-', '_' and '.'; 'login#1' is not."
      ])
    #expect(
      group(Self.logIn + "hosts-file: none.txt").messages == [
        "test.yaml:7:17: error: the list of hosts 'none.txt' cannot be used: there is no such file."
      ])
  }

  @Test("give their power section to all of their hosts, which may have one of their own")
  func power() {
    let fixture = group(
      Self.logIn
        + """
        power: { minimum-off: 5 s, on: [ { ipmi: power-up }, { until: on, within: 60 s } ] }
            hosts: [ 'n[1-2] 10.0.0.[1-2]', { id: n3, lan: 10.0.0.3, power: { off: [ { ipmi: power-down } ] } } ]
        """)
    #expect(fixture.messages == [])
    #expect(fixture.systems.map(\.power.supported) == [[.on], [.on], [.off]])
    #expect(fixture.board.plans["n2"]?.minimumOff == .seconds(5))
    #expect(fixture.board.plans["n2"]?.feed == nil)
  }

  @Test("a mistake in the power section takes the verbs of its hosts, and is told once")
  func badPower() {
    let fixture = group(
      Self.logIn + "power: { on: [ { ipmi: fly } ] }\n    hosts: [ 'n[1-2] 10.0.0.[1-2]' ]")
    #expect(
      fixture.messages == [
        "test.yaml:7:28: error: 'ipmi' cannot be 'fly'. Choose from: power-down, power-up, power-cycle, hard-reset, "
          + "diagnostic-interrupt, soft-shutdown.",
        "test.yaml:7:12: warning: power verbs are switched off until this section is corrected.",
      ])
    #expect(fixture.systems.map(\.power.supported) == [[], []])
    #expect(fixture.bmcs.count == 2)
  }

  @Test("systems take turns when they are switched on, those of a group among themselves where it says so")
  func stagger() {
    let power = "power: { on: [ { ipmi: power-up } ] }"
    let logIn = "user: u, password-file: /pw"
    let fixture = BoardFixture(
      """
      power-on-stagger: 500 ms
      bmc-groups:
        - { id: a, \(logIn), \(power), hosts: [ a1 10.0.0.1 ] }
        - { id: b, \(logIn), \(power), hosts: [ b1 10.0.0.2 ], power-on-stagger: 2 s }
      systems: [ { id: c1, name: C, \(power) } ]
      bmcs: [ { system: c1, lan: 10.0.0.3, \(logIn) } ]
      from-bmc: all
      """)
    #expect(fixture.messages == [])
    let all = PowerOnFeed(name: "", spacing: .milliseconds(500))
    #expect(fixture.board.plans["a1"]?.feed == all && fixture.board.plans["c1"]?.feed == all)
    #expect(fixture.board.plans["b1"]?.feed == PowerOnFeed(name: "b", spacing: .seconds(2)))
    #expect(
      BoardFixture("power-on-stagger: 61 s\n").messages == [
        "test.yaml:3:19: error: 'power-on-stagger' must be from 0 s to 1 min."
      ])
  }

  @Test(
    "a host with a mistake is left out, and the others stay",
    arguments: [
      (
        "node2", 17,
        "'hosts' must be 'name address' such as node1 10.0.1.1, or node[001-120] 10.0.1.[1-120], not 'node2'."
      ),
      ("'node[1-3] 10.0.0.[1-2]'", 17, "'hosts' names 3 hosts but 2 addresses; both need a range of the same length."),
      ("'node[1-3] 10.0.0.1'", 17, "'hosts' names 3 hosts but one address; both need a range of the same length."),
      ("'node 10.0.0.[1-2]'", 17, "'hosts' names one host but 2 addresses; both need a range of the same length."),
      ("'node[3-1] 10.0.0.[1-3]'", 17, "'hosts' has a range that runs backwards: [3-1]."),
      ("'node2 fe80::1'", 17, "'hosts' must have an IPv6 address in brackets: [fe80::1]."),
      ("'node2 10.0.0.2:0'", 17, "'hosts' has no port from 1 to 65535 after its ':'."),
      ("n1 10.0.0.2", 17, "there already is a system 'n1'; ids are unique."),
      ("{ id: n1, lan: 10.0.0.2 }", 23, "there already is a system 'n1'; ids are unique."),
      ("{ id: n2 }", 17, "a host needs 'lan'."),
      ("{ id: n2, lan: 10.0.0.2, cypher: 3 }", 42, "a host has no 'cypher'. Did you mean 'cipher'?"),
      ("{ id: n2, lan: 10.0.0.2, cipher: 9 }", 50, "'cipher' must be 17, 3 or ipmi-1.5, not '9'."),
      ("{ id: n2, lan: 10.0.0.2, credential: x }", 54, "there is no credential 'x'."),
      (
        "{ id: n2, lan: 10.0.0.2, user: x }", 17,
        "a BMC over the network needs 'password-file' or 'password-credential'."
      ),
    ])
  func hostMistakes(host: String, column: Int, message: String) {
    let fixture = group(Self.logIn + "hosts:\n      - n1 10.0.0.1\n      -         \(host)\n      - n9 10.0.0.9")
    #expect(fixture.messages == ["test.yaml:9:\(column): error: \(message)"])
    #expect(fixture.ids == ["system/n1", "system/n9"])
    #expect(fixture.bmcs.map(\.system) == ["n1", "n9"])
  }

  @Test(
    "a group with a mistake is left out with its hosts",
    arguments: [
      ("interval: 0 s", ["test.yaml:4:5: error: 'interval' must be from 1 s to 1 h."]),
      ("lan: x", ["test.yaml:7:5: error: a BMC group has no 'lan'."]),
      ("credential: x", ["test.yaml:5:5: error: 'credential' says user and password; leave out 'user'."]),
    ])
  func groupMistakes(keys: String, messages: [String]) {
    let fixture = group(Self.logIn + keys + "\n    hosts: [ n1 10.0.0.1 ]")
    #expect(fixture.messages.count == 1)
    #expect(fixture.bmcs == [])
    #expect(fixture.ids == ["system/ManagedSystem"])
  }

  @Test("it needs hosts, and somebody to log in")
  func missing() {
    #expect(group("credential: ~").messages == ["test.yaml:4:5: error: a BMC group needs 'hosts' or 'hosts-file'."])
    #expect(
      group("hosts: [ n1 10.0.0.1 ]").messages == [
        "test.yaml:5:14: error: a host needs 'credential', or 'user' with 'password-file' or 'password-credential', "
          + "here or in its group."
      ])
  }

  @Test("there are 2000 BMCs at most; the others are for another agent")
  func limit() {
    let most = group(Self.logIn + "hosts: [ 'a[1-1999] a[1-1999]', z z ]")
    #expect(most.messages == [])
    #expect(most.bmcs.count == 2000)
    let fixture = group(Self.logIn + "hosts: [ 'a[1-1999] a[1-1999]', 'b[1-2] b[1-2]', 'c c', 'd d' ]")
    #expect(
      fixture.messages == [
        "test.yaml:7:37: error: a board file has at most 2000 BMCs; watch this one, and those that follow, by another "
          + "agent."
      ])
    #expect(fixture.bmcs.count == 1999)
  }

  @Test("hosts are systems like those stated: there may be only one of a name, and records may belong to them")
  func systems() {
    let fixture = BoardFixture(
      """
      systems: [ { id: n1, name: N1 } ]
      parts:
        - { id: bay, name: Bay, kind: other, system: n2 }
      bmc-groups:
        - { id: rack, user: u, password-file: /pw, hosts: [ n1 10.0.0.1, n2 10.0.0.2 ] }
      from-bmc: all
      """)
    #expect(fixture.messages == ["test.yaml:7:55: error: there already is a system 'n1'; ids are unique."])
    #expect(fixture.ids == ["system/n1", "system/n2", "part/bay"])
    #expect(fixture.part("bay")?.system == "n2")
  }

  @Test("a single host keeps its own name")
  func single() {
    let fixture = group(Self.logIn + "hosts: [ n1 10.0.0.1 ]")
    #expect(fixture.messages == [])
    #expect(fixture.ids == ["system/n1"])
  }
}
