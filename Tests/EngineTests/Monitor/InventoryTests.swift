import Engine
import LanternTesting
import Model
import Testing

struct InventoryTests {
  private static let stated = sampleSensor("inlet", thresholds: Thresholds(criticalHigh: 45))
  private let rig = MonitorRig([.system(sampleSystem()), .sensor(stated), .part(chassis())])

  private static func chassis(serial: String? = nil, maker: String? = nil) -> Part {
    var part = Part(id: "chassis", name: "Chassis", system: System.onlyID, kind: .chassis)
    part.serialNumber = serial
    part.manufacturer = maker
    return part
  }

  private func ids(_ kind: ObjectKind) -> [String] { rig.store.snapshot.objects(of: kind).map(\.id.id) }

  @Test func whatASourceFindsJoinsWhatTheBoardStates() {
    rig.report(.inventory([.sensor(sampleSensor("vcore", kind: .voltage)), .supply(sampleSupply("psu1"))]))
    #expect(ids(.sensor) == ["inlet", "vcore"])
    #expect(ids(.supply) == ["psu1"])
  }

  @Test func aSourcesInventoryReplacesItsFormerOne() {
    rig.report(.inventory([.sensor(sampleSensor("a")), .sensor(sampleSensor("b"))]))
    rig.report(.inventory([.sensor(sampleSensor("b")), .sensor(sampleSensor("c"))]))
    #expect(ids(.sensor) == ["inlet", "b", "c"])
  }

  @Test func aChangeIsOfTheObjectsItNamesOnly() throws {
    rig.report(.inventory([.sensor(sampleSensor("a")), .sensor(sampleSensor("b"))]))
    rig.sample("a", 20)
    rig.report(.changed([.sensor(sampleSensor("a", hysteresis: 3)), .sensor(sampleSensor("c"))]))
    #expect(ids(.sensor) == ["inlet", "a", "b", "c"])
    #expect(try rig.sensor("a").hysteresis == 3)
    #expect(try rig.sensor("a").reading == 20)
    rig.report(.inventory([.sensor(sampleSensor("b"))]))
    #expect(ids(.sensor) == ["inlet", "b"], "a new inventory takes away what was added, too")
  }

  @Test func aChangeMayComeBeforeTheInventory() throws {
    rig.report(.changed([.sensor(sampleSensor("a"))]), from: "first")
    rig.report(.changed([.part(Self.chassis(serial: "S1"))]), from: "second")
    #expect(ids(.sensor) == ["inlet", "a"])
    #expect(rig.object(.part, "chassis")?.content == .part(Self.chassis(serial: "S1")), "the board's, filled in")
  }

  @Test func itDoesNotReplaceWhatOthersFound() {
    rig.report(.inventory([.sensor(sampleSensor("a"))]), from: "first")
    rig.report(.inventory([.sensor(sampleSensor("b"))]), from: "second")
    rig.report(.inventory([]), from: "second")
    #expect(ids(.sensor) == ["inlet", "a"])
  }

  @Test func ofTwoSourcesTheFirstToNameAnObjectWinsUntilItForgetsIt() throws {
    rig.report(.inventory([.sensor(sampleSensor("x", kind: .voltage))]), from: "first")
    rig.report(.inventory([.sensor(sampleSensor("x", kind: .current))]), from: "second")
    #expect(try rig.sensor("x").kind == .voltage)
    rig.report(.inventory([]), from: "first")
    #expect(try rig.sensor("x").kind == .current)
  }

  @Test func theBoardsWordOverridesTheSources() throws {
    rig.report(.inventory([.sensor(sampleSensor("inlet", thresholds: Thresholds(criticalHigh: 90)))]))
    #expect(try rig.sensor("inlet").thresholds.criticalHigh == 45)
    rig.report(.inventory([]))
    #expect(try rig.sensor("inlet").thresholds.criticalHigh == 45, "and stays when the source forgets it")
  }

  @Test func identityThatTheBoardLeavesOpenComesFromTheSource() throws {
    var system = sampleSystem()
    system.name = "whatever the controller thinks"
    system.uuid = "00112233445566778899AABBCCDDEEFF"
    rig.report(.inventory([.system(system), .part(Self.chassis(serial: "S1", maker: "ACME"))]))
    #expect(try rig.system().uuid == "00112233445566778899AABBCCDDEEFF")
    #expect(try rig.system().name == "Test machine")
    #expect(rig.object(.part, "chassis")?.content == .part(Self.chassis(serial: "S1", maker: "ACME")))
  }

  @Test func readingsSurviveAnInventoryThatNamesTheirSensorAgain() throws {
    rig.report(.inventory([.sensor(sampleSensor("a"))]))
    rig.sample("a", 12)
    rig.report(.inventory([.sensor(sampleSensor("a", thresholds: Thresholds(criticalHigh: 10)))]))
    #expect(try rig.sensor("a").reading == 12)
    #expect(try rig.sensor("a").state == .normal, "judged by the thresholds of its time")
    rig.sample("a", 12)
    #expect(try rig.sensor("a").state == .criticalHigh)
  }

  @Test func anInventoryCannotBringReadings() throws {
    rig.report(.inventory([.sensor(sampleSensor("a", reading: 99))]))
    #expect(try rig.sensor("a").reading == nil)
  }

  @Test func discreteStatesThatMeanSomethingElseNowDropTheReading() throws {
    let states = [DiscreteState(name: "A", health: .ok), DiscreteState(name: "B", health: .critical)]
    rig.report(.inventory([.sensor(sampleDiscreteSensor("d", states: states))]))
    rig.sample(SensorSample(sensor: "d", quality: .good, activeStates: [1]))
    rig.report(.inventory([.sensor(sampleDiscreteSensor("d", states: [states[0]]))]))
    #expect(try rig.sensor("d").activeStates == [])
    #expect(try rig.sensor("d").stateName == "Unknown")
  }

  @Test func inventoryDoesNotAge() {
    #expect(rig.object(.part, "chassis")?.validUntil == .distantFuture)
  }
}
