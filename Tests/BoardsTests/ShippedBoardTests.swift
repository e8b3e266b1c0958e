import Boards
import Documents
import Drivers
import Model
import TestSupport
import Testing

@Suite("The boards that come with Lantern")
struct ShippedBoardTests {
  private func load(_ name: String) -> (Board, [String]) {
    let diagnostics = Diagnostics()
    let board = Board.load(name, dataDirectories: [Repository.root], diagnostics: diagnostics)
    return (board, diagnostics.all.map(\.description))
  }

  @Test(
    "load without a word",
    arguments: [
      "rack-server", "twin-node", "ipmi-lan", "ipmi-rack", "ipmi-inband", "asrock-e3c246d4i", "qemu-ast2600-evb",
    ])
  func load(name: String) {
    let (board, messages) = load(name)
    #expect(messages == [])
    #expect(board.name == name)
  }

  @Test("the rack server has one of everything")
  func rackServer() throws {
    let (board, _) = load("rack-server")
    let byKind = Dictionary(grouping: board.contents, by: \.id.kind).mapValues(\.count)
    #expect(byKind[.system] == 1)
    #expect(byKind[.sensor] ?? 0 >= 40)
    #expect(byKind[.fan] == 6)
    #expect(byKind[.supply] == 2)
    #expect(byKind[.firmware] == 5)
    let parts = board.contents.compactMap { if case .part(let part) = $0 { part.kind } else { nil } }
    let partCounts = Dictionary(grouping: parts, by: \.self).mapValues(\.count)
    #expect(
      partCounts == [.chassis: 1, .board: 1, .processor: 2, .memory: 8, .powerSupply: 2, .fan: 6])
    let kinds = board.contents.compactMap { if case .sensor(let sensor) = $0 { sensor.kind } else { nil } }
    #expect(Set(kinds) == Set(SensorKind.allCases))
  }

  @Test("the rack server can do all that needs no standby switch")
  func rackServerPower() throws {
    let plan = try #require(load("rack-server").0.plans[System.onlyID])
    #expect(
      plan.verbs == [.on, .off, .offGraceful, .cycle, .reset, .nmi, .cycleGraceful, .resetGraceful])
    #expect(plan.stateLine == "power-good")
    #expect(plan.steps[.off] == [.hold(line: "power-button", until: .off, within: .seconds(10))])
  }

  @Test("the rack server starts on, and every sensor of it reads something from the start")
  func rackServerReadings() throws {
    let board = load("rack-server").0
    guard case .simulation(let plan)? = board.sources.first else {
      Issue.record("it is not simulated")
      return
    }
    let silent = plan.sensors.filter { !$0.script.saysFirst }.map(\.id)
    #expect(silent == plan.fans.compactMap(\.tachometer), "these read how fast their fans turn")
    #expect(plan.fans.count == 6)
    #expect(plan.chassis.map(\.system) == [System.onlyID])
    #expect(plan.chassis[0].startsOn)
  }

  @Test("everything of the IPMI board comes from its BMC, and so does its power")
  func ipmi() throws {
    let board = load("ipmi-lan").0
    #expect(board.contents.map(\.id) == [ObjectID(.system, System.onlyID)])
    let lan = BMCSettings.LAN(host: "192.0.2.7", user: "admin", password: .file("/etc/lantern/bmc-password"))
    var expected = BMCSettings(.lan(lan), system: System.onlyID)
    expected.scanInterval = .seconds(5)
    #expect(board.sources == [.bmc(expected)])
    let plan = try #require(board.plans[System.onlyID])
    #expect(plan.verbs == [.on, .off, .offGraceful, .cycle, .reset, .nmi, .cycleGraceful, .resetGraceful])
    #expect(
      plan.steps[.cycle] == [
        .chassisControl(.powerCycle), .until(state: .off, within: .seconds(10), isOptional: true),
        .until(state: .on, within: .seconds(60), isOptional: false),
      ])
    #expect(plan.stateLine == nil)
  }

  @Test("a name that no data directory has is an error that names it")
  func unknown() {
    let (board, messages) = load("blade-9000")
    #expect(messages == ["blade-9000: error: there is no such file."])
    #expect(board.name == "blade-9000")
    #expect(board.contents.map(\.id) == [ObjectID(.system, System.onlyID)])
  }

  @Test("the rack has forty alike and one that is not, which take turns when they are switched on")
  func rack() throws {
    let board = load("ipmi-rack").0
    let systems = board.contents.systemIDs
    #expect(systems.count == 41 && systems.first == "node01" && systems.last == "login1")
    let bmcs = board.sources.compactMap { if case .bmc(let settings) = $0 { settings } else { nil } }
    #expect(bmcs.map(\.system) == systems)
    #expect(bmcs[39].lan?.host == "192.0.2.140" && bmcs[39].scanInterval == .seconds(10))
    #expect(bmcs[40].lan?.authentications == [.suite17, .suite3] && bmcs[40].scanInterval == .seconds(5))
    for system in systems {
      let plan = try #require(board.plans[system])
      #expect(plan.verbs == [.on, .off, .offGraceful, .cycle, .reset, .nmi, .cycleGraceful, .resetGraceful])
      #expect(plan.feed == PowerOnFeed(name: "", spacing: .milliseconds(500)))
    }
  }

  @Test("the machine that the agent runs on can do all but switch itself on")
  func inBand() {
    let board = load("ipmi-inband").0
    #expect(board.sources == [.bmc(BMCSettings(.openIPMI(device: "/dev/ipmi0"), system: System.onlyID))])
    #expect(board.plans[System.onlyID]?.verbs == [.off, .offGraceful, .cycle, .reset, .nmi])
  }
}
