import Boards
import Drivers
import Model
import Testing

@Suite("A board whose BMC knows everything")
struct BMCTests {
  private func load(_ keys: String, _ rest: String = "from-bmc: all") -> BoardFixture {
    BoardFixture("bmc: { user: admin, password-file: /etc/pw, \(keys) }\n\(rest)\n")
  }

  @Test("says how to reach it; what it does not say has the usual values")
  func settings() {
    let fixture = load(
      "lan: 10.0.0.7, cipher: 3, privilege: administrator, workarounds: [opensesspriv], interval: 2 s, "
        + "session-timeout: 8 s, retransmit: 1 s")
    #expect(fixture.messages == [])
    var expected = BMCSettings(host: "10.0.0.7", user: "admin", passwordFile: "/etc/pw", system: System.onlyID)
    #expect(load("lan: 10.0.0.7").bmc == expected)
    expected.cipherSuite = 3
    expected.privilege = .administrator
    expected.workarounds = ["opensesspriv"]
    expected.scanInterval = .seconds(2)
    expected.sessionTimeout = .seconds(8)
    expected.retransmit = .seconds(1)
    #expect(fixture.bmc == expected)
  }

  @Test(
    "is reached by name or address, with a port or the usual one",
    arguments: [
      ("10.0.0.7:9623", "10.0.0.7", UInt16(9623)), ("bmc.example", "bmc.example", 623),
      ("'[fe80::1%eth0]:664'", "fe80::1%eth0", 664), ("'[::1]'", "::1", 623),
    ])
  func addresses(text: String, host: String, port: UInt16) {
    let settings = load("lan: \(text)").bmc
    #expect(settings?.host == host)
    #expect(settings?.port == port)
  }

  @Test(
    "mistakes are shown where they are",
    arguments: [
      ("lan: 'fe80::1'", 50, "'lan' must have an IPv6 address in brackets: [fe80::1]."),
      ("lan: 'bmc:99999'", 50, "'lan' has no port from 1 to 65535 after its ':'."),
      ("lan: 'a b'", 50, "'lan' must be an address such as 10.0.0.7, bmc.example:623 or [fe80::1]:623, not 'a b'."),
      ("lan: bmc, cipher: 4", 63, "'cipher' must be 17 or 3, not 4."),
      ("lan: bmc, privilege: root", 66, "'privilege' cannot be 'root'. Choose from: user, operator, administrator."),
      (
        "lan: bmc, workarounds: [opensespriv]", 69,
        "'workarounds' cannot be 'opensespriv'. Did you mean 'opensesspriv'?"
      ),
      ("lan: bmc, interval: 10 ms", 6, "'interval' must be from 1 s to 1 h."),
      ("lan: bmc, retransmit: 9 s", 6, "'retransmit' must be at least 50 ms and shorter than 'session-timeout'."),
      ("lan: bmc, password: secret", 55, "a BMC has no 'password'."),
      ("workarounds: []", 6, "a BMC needs 'lan'."),
    ])
  func mistakes(keys: String, column: Int, message: String) {
    let fixture = load(keys)
    #expect(fixture.messages.count == 1)
    #expect(
      fixture.messages.first?.hasPrefix("test.yaml:3:\(column): error: \(message)") == true, "\(fixture.messages)")
    #expect(fixture.bmc == nil)
  }

  @Test("a password file without a leading slash is beside the board file")
  func relativePassword() {
    let fixture = BoardFixture("bmc: { lan: bmc, user: admin, password-file: pw }\nfrom-bmc: all\n")
    #expect(fixture.bmc?.passwordFile.hasPrefix("/tmp/lantern-test-") == true)
    #expect(fixture.bmc?.passwordFile.hasSuffix("/pw") == true)
  }

  @Test("says what is taken from it, which is everything")
  func extent() {
    #expect(load("lan: bmc", "").messages == ["test.yaml:1:1: error: a board file needs 'from-bmc'."])
    #expect(
      BoardFixture("from-bmc: all\n").messages == [
        "test.yaml:3:11: error: 'from-bmc' needs a 'bmc' section that says where it is."
      ])
  }

  @Test("its power steps are chassis controls, and it tells the power state itself")
  func power() {
    let fixture = load(
      "lan: bmc", "from-bmc: all\npower: { on: [ { ipmi: power-up }, { until: on, within: 60 s } ] }")
    #expect(fixture.messages == [])
    #expect(
      fixture.plan?.steps[.on] == [
        .chassisControl(.powerUp), .until(state: .on, within: .seconds(60), isOptional: false),
      ])
  }

  @Test("it has no other source of sensors")
  func otherSources() {
    #expect(
      load("lan: bmc", "from-bmc: all\nsimulation: { scenario: x }").messages == [
        "test.yaml:5:13: error: a board is simulated or read from a BMC, not both."
      ])
    #expect(
      load("lan: bmc", "from-bmc: all\nsensors: [ { id: s, name: S, kind: voltage } ]").messages == [
        "test.yaml:5:10: error: the sensors of a BMC come by themselves; leave this out."
      ])
  }
}
