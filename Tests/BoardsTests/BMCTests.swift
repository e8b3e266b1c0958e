import Boards
import Drivers
import Model
import Testing

@Suite("A board whose BMC knows everything")
struct BMCTests {
  private func load(_ keys: String, _ rest: String = "from-bmc: all") -> BoardFixture {
    BoardFixture("bmc: { user: admin, password-file: /etc/pw, \(keys) }\n\(rest)\n")
  }

  private func inBand(_ keys: String) -> BoardFixture { BoardFixture("bmc: { \(keys) }\nfrom-bmc: all\n") }

  @Test("says how to reach it; what it does not say has the usual values")
  func settings() {
    let fixture = load(
      "lan: 10.0.0.7, cipher: 3, privilege: administrator, workarounds: [opensesspriv], interval: 2 s, "
        + "session-timeout: 8 s, retransmit: 1 s, log-entries: 200, bridge: true")
    #expect(fixture.messages == [])
    var lan = BMCSettings.LAN(host: "10.0.0.7", user: "admin", password: .file("/etc/pw"))
    #expect(load("lan: 10.0.0.7").bmc == BMCSettings(.lan(lan), system: System.onlyID))
    lan.authentications = [.suite3]
    var expected = BMCSettings(.lan(lan), system: System.onlyID)
    expected.privilege = .administrator
    expected.workarounds = ["opensesspriv"]
    expected.scanInterval = .seconds(2)
    expected.sessionTimeout = .seconds(8)
    expected.retransmit = .seconds(1)
    expected.logEntries = 200
    expected.isBridging = true
    #expect(fixture.bmc == expected)
  }

  @Test(
    "is reached by name or address, with a port or the usual one",
    arguments: [
      ("10.0.0.7:9623", "10.0.0.7", UInt16(9623)), ("bmc.example", "bmc.example", 623),
      ("'[fe80::1%eth0]:664'", "fe80::1%eth0", 664), ("'[::1]'", "::1", 623),
    ])
  func addresses(text: String, host: String, port: UInt16) {
    let lan = load("lan: \(text)").bmc?.lan
    #expect(lan?.host == host)
    #expect(lan?.port == port)
  }

  @Test("older ways to prove who one is are tried only where they are named, in that order")
  func authentications() {
    #expect(load("lan: bmc").bmc?.lan?.authentications == [.suite17])
    #expect(load("lan: bmc, cipher: 17").bmc?.lan?.authentications == [.suite17])
    #expect(load("lan: bmc, cipher: [17, 3]").bmc?.lan?.authentications == [.suite17, .suite3])
    #expect(load("lan: bmc, cipher: [3, 17, ipmi-1.5]").bmc?.lan?.authentications == [.suite3, .suite17, .ipmi15])
  }

  @Test("in the same machine it is reached by the kernel's driver, or over SMBus, without user and password")
  func inBand() {
    let kernel = inBand("device: /dev/ipmi0, interval: 10 s, log-entries: 0, workarounds: [assumebmcowner]")
    #expect(kernel.messages == [])
    var expected = BMCSettings(.openIPMI(device: "/dev/ipmi0"), system: System.onlyID)
    expected.scanInterval = .seconds(10)
    expected.logEntries = 0
    expected.workarounds = ["assumebmcowner"]
    #expect(kernel.bmc == expected)
    let bus = inBand("ssif: { bus: /dev/i2c-1, address: 0x10 }")
    #expect(bus.messages == [])
    #expect(bus.bmc == BMCSettings(.ssif(device: "/dev/i2c-1", address: 0x10), system: System.onlyID))
  }

  @Test(
    "mistakes are shown where they are",
    arguments: [
      ("lan: 'fe80::1'", 50, "'lan' must have an IPv6 address in brackets: [fe80::1]."),
      ("lan: 'bmc:99999'", 50, "'lan' has no port from 1 to 65535 after its ':'."),
      ("lan: 'a b'", 50, "'lan' must be an address such as 10.0.0.7, bmc.example:623 or [fe80::1]:623, not 'a b'."),
      ("lan: bmc, cipher: 4", 63, "'cipher' must be 17, 3 or ipmi-1.5, not '4'."),
      ("lan: bmc, cipher: [17, 2]", 68, "'cipher' must be 17, 3 or ipmi-1.5, not '2'."),
      ("lan: bmc, cipher: []", 63, "'cipher' must name one at least; 17 is the usual one."),
      ("lan: bmc, cipher: [17, 17]", 68, "'cipher' names 17 twice; they are tried in this order, once each."),
      ("lan: bmc, privilege: root", 66, "'privilege' cannot be 'root'. Choose from: user, operator, administrator."),
      (
        "lan: bmc, workarounds: [opensespriv]", 69,
        "'workarounds' cannot be 'opensespriv'. Did you mean 'opensesspriv'?"
      ),
      ("lan: bmc, interval: 10 ms", 6, "'interval' must be from 1 s to 1 h."),
      ("lan: bmc, retransmit: 9 s", 6, "'retransmit' must be at least 50 ms and shorter than 'session-timeout'."),
      ("lan: bmc, log-entries: 16385", 68, "'log-entries' must be 0 to 16384, not 16385."),
      ("lan: bmc, password: secret", 55, "a BMC has no 'password'."),
      (
        "lan: bmc, password-credential: bmc", 36,
        "there is one password; leave out 'password-file' or 'password-credential'."
      ),
      (
        "workarounds: []", 6,
        "a BMC needs one of lan, device, ssif: the address, the kernel's device or the bus that it is reached by."
      ),
      ("lan: bmc, device: /dev/ipmi0", 63, "a BMC is reached in one way; leave out 'lan' or 'device'."),
    ])
  func mistakes(keys: String, column: Int, message: String) {
    let fixture = load(keys)
    #expect(fixture.messages.count == 1)
    #expect(
      fixture.messages.first?.hasPrefix("test.yaml:3:\(column): error: \(message)") == true, "\(fixture.messages)")
    #expect(fixture.bmc == nil)
  }

  @Test(
    "so are mistakes about one in the same machine",
    arguments: [
      ("device: ipmi0", 16, "'device' must be the path of a device such as /dev/ipmi0, not 'ipmi0'."),
      (
        "device: /dev/ipmi0, user: admin", 34,
        "'user' is for a BMC over the network; with 'device' there is no session, so leave it out."
      ),
      (
        "ssif: { bus: /dev/i2c-1, address: 0x10 }, cipher: 17", 58,
        "'cipher' is for a BMC over the network; with 'ssif' there is no session, so leave it out."
      ),
      ("ssif: { bus: /dev/i2c-1 }", 14, "'ssif' needs 'address'."),
      ("ssif: { bus: /dev/i2c-1, address: 0x80 }", 42, "'address' must be 8 to 119, not 0x80."),
    ])
  func inBandMistakes(keys: String, column: Int, message: String) {
    let fixture = inBand(keys)
    #expect(fixture.messages == ["test.yaml:3:\(column): error: \(message)"])
    #expect(fixture.bmc == nil)
  }

  @Test("a password file without a leading slash is beside the board file")
  func relativePassword() {
    let fixture = inBand("lan: bmc, user: admin, password-file: pw")
    guard case .file(let path)? = fixture.bmc?.lan?.password else {
      Issue.record("\(fixture.messages)")
      return
    }
    #expect(path.hasPrefix("/tmp/lantern-test-") && path.hasSuffix("/pw"))
  }

  @Test("the password may be a credential of the service, by its name")
  func credentials() {
    #expect(
      inBand("lan: bmc, user: admin, password-credential: bmc-password").bmc?.lan?.password
        == .credential("bmc-password"))
    #expect(
      inBand("lan: bmc, user: admin, password-credential: ../shadow").messages == [
        "test.yaml:3:52: error: 'password-credential' must be the name of a credential, as LoadCredential= has it, "
          + "not '../shadow'."
      ])
    #expect(
      inBand("lan: bmc, user: admin").messages == [
        "test.yaml:3:6: error: a BMC over the network needs 'password-file' or 'password-credential'."
      ])
    #expect(
      inBand("lan: bmc").messages == [
        "test.yaml:3:6: error: a BMC over the network needs 'credential', or 'user' with 'password-file' or "
          + "'password-credential'."
      ])
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
