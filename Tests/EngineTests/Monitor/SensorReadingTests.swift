import Engine
import LanternTesting
import Model
import Testing

struct SensorReadingTests {
  private static let inlet = sampleSensor(
    "inlet", thresholds: Thresholds(warningHigh: 40, criticalHigh: 45), hysteresis: 2)
  private static let tach = sampleSensor(
    "tach", kind: .tachometer, unit: .rpm, thresholds: Thresholds(criticalLow: 900))
  private static let psu = sampleDiscreteSensor(
    "psu", states: [DiscreteState(name: "Present", health: .ok), DiscreteState(name: "Failed", health: .critical)])

  private let rig = MonitorRig(
    [.system(sampleSystem()), .sensor(inlet), .sensor(tach), .sensor(psu)],
    policies: ["tach": SensorPolicy(samples: 2, onlyWhenOn: true)])

  @Test func whatTheBoardStatesIsThereBeforeAnyReading() throws {
    let sensor = try rig.sensor("inlet")
    #expect(sensor.quality == .unknown && sensor.reading == nil && sensor.state == .unknown)
    #expect(rig.store.snapshot.objects(of: .sensor).map(\.id.id) == ["inlet", "tach", "psu"])
    #expect(rig.events.kinds == [])
  }

  @Test func aSampleBecomesAReadingAndAState() throws {
    rig.sample("inlet", 24.5)
    let sensor = try rig.sensor("inlet")
    #expect(sensor.quality == .good && sensor.reading == 24.5 && sensor.state == .normal)
    #expect(rig.object(.sensor, "inlet")?.validUntil == rig.clock.now() + .seconds(3))
    #expect(rig.events.kinds == [], "a sensor that begins well makes no noise")
  }

  @Test func theIntervalOfTheScanIsKept() throws {
    rig.report(
      .samples([SensorSample(sensor: "inlet", quality: .good, value: 20)], at: rig.clock.now(), interval: .seconds(10)))
    #expect(try rig.sensor("inlet").interval == .seconds(10))
    #expect(rig.object(.sensor, "inlet")?.validUntil == rig.clock.now() + .seconds(30))
  }

  @Test func crossingAThresholdAndComingBackAreEvents() throws {
    rig.sample("inlet", 46)
    rig.sample("inlet", 44)
    rig.sample("inlet", 30)
    #expect(
      rig.events.kinds == [
        .sensorChanged(
          id: "inlet", name: "Sensor inlet", from: "Unknown", to: "critical-high", reading: 46, unit: .celsius),
        .sensorChanged(
          id: "inlet", name: "Sensor inlet", from: "critical-high", to: "normal", reading: 30, unit: .celsius),
      ])
  }

  @Test func aStateThatTheHardwareFoundIsTakenAsItIs() throws {
    rig.sample(SensorSample(sensor: "inlet", quality: .good, value: 20, state: .fatalHigh))
    #expect(try rig.sensor("inlet").state == .fatalHigh)
    #expect(try rig.sensor("inlet").reading == 20)
  }

  @Test func aDiscreteSensorShowsItsActiveStatesAndNoOthers() throws {
    rig.sample(SensorSample(sensor: "psu", quality: .good, activeStates: [0, 1, 7, -1]))
    #expect(try rig.sensor("psu").activeStates == [0, 1])
    #expect(
      rig.events.kinds == [
        .sensorChanged(id: "psu", name: "Sensor psu", from: "Unknown", to: "Failed", reading: nil, unit: .none)
      ])
  }

  @Test(arguments: [nil, Double.nan, .infinity])
  func aGoodSampleWithoutAUsableValueIsUnknown(value: Double?) throws {
    rig.sample("inlet", 20)
    rig.sample(SensorSample(sensor: "inlet", quality: .good, value: value))
    #expect(try rig.sensor("inlet").quality == .unknown)
    #expect(try rig.sensor("inlet").reading == nil)
  }

  @Test func aFailedReadingIsUnknownAtOnceAndAnEvent() throws {
    rig.sample("inlet", 20)
    rig.sample(SensorSample(sensor: "inlet", quality: .unknown))
    #expect(try rig.sensor("inlet").reading == nil)
    #expect(rig.events.take() == [.becameUnknown(ObjectID(.sensor, "inlet"), name: "Sensor inlet")])
    rig.sample(SensorSample(sensor: "inlet", quality: .unknown))
    #expect(rig.events.take() == [])
    rig.sample("inlet", 20)
    #expect(
      rig.events.take() == [
        .sensorChanged(id: "inlet", name: "Sensor inlet", from: "Unknown", to: "normal", reading: 20, unit: .celsius)
      ])
  }

  @Test func unavailableIsSaidByTheHardwareAndNoTrouble() throws {
    rig.sample("inlet", 20)
    rig.sample(SensorSample(sensor: "inlet", quality: .unavailable))
    #expect(try rig.sensor("inlet").quality == .unavailable)
    #expect(try rig.sensor("inlet").reading == nil)
    #expect(rig.events.kinds == [])
  }

  @Test func samplesOfUnknownSensorsAreIgnored() {
    let before = rig.store.snapshot
    rig.sample("nobody", 1)
    #expect(rig.store.snapshot === before)
  }

  @Test func lateSamplesDoNotReplaceNewerOnes() throws {
    rig.sample("inlet", 20)
    rig.report(
      .samples(
        [SensorSample(sensor: "inlet", quality: .good, value: 99)], at: rig.clock.now() + .seconds(-1),
        interval: .seconds(1)))
    #expect(try rig.sensor("inlet").reading == 20)
  }

  @Test func aSampleFromTheFutureIsNoFresherThanNow() {
    rig.report(
      .samples(
        [SensorSample(sensor: "inlet", quality: .good, value: 20)], at: rig.clock.now() + .seconds(1000),
        interval: .seconds(1)))
    #expect(rig.object(.sensor, "inlet")?.validUntil == rig.clock.now() + .seconds(3))
  }

  @Test func anUnchangedReadingKeepsItsVersion() throws {
    rig.sample("inlet", 20)
    let version = rig.object(.sensor, "inlet")?.version
    rig.advance(by: .seconds(1))
    rig.sample("inlet", 20)
    #expect(rig.object(.sensor, "inlet")?.version == version)
    #expect(rig.object(.sensor, "inlet")?.validUntil == rig.clock.now() + .seconds(3))
    rig.sample("inlet", 21)
    #expect(rig.object(.sensor, "inlet")?.version != version)
  }

  // MARK: Sensors that count only while the system is on

  @Test func whileTheSystemIsOffTheReadingIsUnavailable() throws {
    rig.power(.off)
    rig.sample("tach", 0)
    rig.sample("tach", 0)
    #expect(try rig.sensor("tach").quality == .unavailable)
    #expect(try rig.sensor("tach").reading == nil)
  }

  @Test func switchingOffMakesItUnavailableBeforeTheNextSample() throws {
    rig.power(.on)
    rig.sample("tach", 4000)
    rig.power(.off)
    #expect(try rig.sensor("tach").quality == .unavailable)
    #expect(rig.events.kinds.filter { if case .powerChanged = $0 { false } else { true } } == [])
  }

  @Test func switchedOnItIsJudgedByItsOwnCountOfSamples() throws {
    rig.power(.off)
    rig.sample("tach", 0)
    rig.power(.on)
    rig.sample("tach", 100)
    #expect(try rig.sensor("tach").state == .normal)
    rig.sample("tach", 100)
    #expect(try rig.sensor("tach").state == .criticalLow)
  }

  @Test func whileThePowerStateIsUnknownTheReadingIsShownAndNotJudged() throws {
    rig.sample("tach", 0)
    rig.sample("tach", 0)
    let sensor = try rig.sensor("tach")
    #expect(sensor.quality == .good && sensor.reading == 0)
    #expect(sensor.state == .unknown && sensor.health == .unknown)
  }
}
