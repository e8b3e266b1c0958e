import Engine
import LanternTesting
import Model
import Testing

struct HealthRollupTests {
  private static let low = Thresholds(warningLow: 1500, criticalLow: 900)
  private static let states = [
    DiscreteState(name: "Present", health: .ok), DiscreteState(name: "Failed", health: .critical),
  ]
  private static let psu1 = ObjectID(.supply, "psu1")

  private let rig = MonitorRig([
    .system(sampleSystem()), .system(sampleSystem("node2")),
    .sensor(sampleSensor("tach", kind: .tachometer, unit: .rpm, thresholds: low)),
    .sensor(sampleSensor("pin", kind: .powerConsumption, unit: .watts, measures: psu1)),
    .sensor(sampleDiscreteSensor("psu-state", states: states, measures: psu1)),
    .sensor(sampleSensor("other", thresholds: Thresholds(fatalHigh: 90), system: "node2")),
    .fan(sampleFan("fan1", tachometer: "tach")), .fan(sampleFan("fan2")),
    .supply(sampleSupply("psu1")), .supply(sampleSupply("psu2")),
  ])

  @Test func beforeAnyReadingNothingIsKnown() throws {
    #expect(try rig.fan("fan1").health == .unknown && rig.fan("fan1").quality == .unknown)
    #expect(try rig.supply("psu1").health == .unknown)
    #expect(try rig.system().health == .unknown)
  }

  @Test(arguments: [(4000.0, Health.ok), (1200, .degraded), (0, .critical)])
  func aFanIsAsWellAsItsTachometerSays(speed: Double, health: Health) throws {
    rig.sample("tach", speed)
    #expect(try rig.fan("fan1").health == health)
    #expect(try rig.fan("fan1").quality == .good)
    #expect(try rig.fan("fan2").health == .unknown, "it has no tachometer")
    #expect(try rig.system().health == health)
  }

  @Test func aFanWhoseTachometerHasNoReadingNowIsUnavailable() throws {
    rig.sample(SensorSample(sensor: "tach", quality: .unavailable))
    #expect(try rig.fan("fan1").quality == .unavailable)
    #expect(try rig.fan("fan1").health == .unknown)
  }

  @Test func aSupplyIsAsBadAsTheWorstSensorThatMeasuresIt() throws {
    rig.sample("pin", 230)
    #expect(try rig.supply("psu1").health == .ok)
    rig.sample(SensorSample(sensor: "psu-state", quality: .good, activeStates: [0, 1]))
    #expect(try rig.supply("psu1").health == .critical)
    #expect(try rig.supply("psu2").health == .unknown)
    rig.sample(SensorSample(sensor: "psu-state", quality: .good, activeStates: [0]))
    #expect(try rig.supply("psu1").health == .ok)
  }

  @Test func aSystemIsAsBadAsItsWorstSensorAndNoOtherSystems() throws {
    rig.sample("tach", 1200)
    rig.sample("other", 95)
    #expect(try rig.system().health == .degraded)
    #expect(try rig.system("node2").health == .fatal)
  }

  @Test func whatIsNoLongerMeasuredByASensorIsNoLongerJudgedByIt() throws {
    rig.report(
      .inventory([.sensor(sampleSensor("extra", thresholds: Thresholds(criticalHigh: 10), measures: Self.psu1))]))
    rig.sample("extra", 11)
    #expect(try rig.supply("psu1").health == .critical)
    rig.report(.inventory([]))
    #expect(try rig.supply("psu1").health == .unknown)
    #expect(try rig.system().health == .unknown)
  }
}
