import Engine
import LanternTesting
import Model
import Testing

/// Nothing that is too old is ever shown as current, whether or not anybody is still publishing.
struct FreshnessTests {
  private let rig = MonitorRig(
    [
      .system(sampleSystem()), .sensor(sampleSensor("inlet", thresholds: Thresholds(criticalHigh: 45))),
      .sensor(sampleSensor("tach", kind: .tachometer)), .fan(sampleFan("fan1", tachometer: "tach")),
    ], plans: [System.onlyID: PowerPlan(steps: [.off: [.chassisControl(.powerDown)]])])

  @Test func withoutNewSamplesAReaderSeesNoReadingEvenIfTheMonitorHangs() throws {
    rig.sample("inlet", 20)
    rig.power(.on)
    rig.clock.advance(by: .seconds(3))
    #expect(try rig.sensor("inlet").reading == 20)
    rig.clock.advance(by: .nanoseconds(1))
    #expect(try rig.sensor("inlet").reading == nil)
    #expect(try rig.sensor("inlet").stateName == "Unknown")
    rig.clock.advance(by: .seconds(12))
    #expect(try rig.system().power.state == .unknown)
    #expect(try rig.system().health == .unknown)
    #expect(rig.events.kinds == [.powerChanged(system: System.onlyID, from: .unknown, to: .on)])
  }

  @Test func theMonitorsOwnTimerTellsWhenAReadingIsLost() throws {
    rig.sample("inlet", 20)
    rig.advance(by: .seconds(3))
    #expect(rig.events.take() == [])
    rig.advance(by: .nanoseconds(1))
    #expect(rig.events.take() == [.becameUnknown(ObjectID(.sensor, "inlet"), name: "Sensor inlet")])
    rig.advance(by: .seconds(60))
    #expect(rig.events.take() == [], "told once")
    guard case .sensor(let stored)? = rig.object(.sensor, "inlet")?.content else { throw MonitorRig.Missing() }
    #expect(stored.reading == nil)
  }

  @Test func eachReadingIsLostAtItsOwnTimeHoweverOftenOthersAreRead() throws {
    rig.sample("inlet", 20)
    for _ in 0..<3 {
      rig.advance(by: .seconds(1))
      rig.sample("tach", 4000)
    }
    #expect(rig.events.take() == [])
    rig.advance(by: .nanoseconds(1))
    #expect(rig.events.take() == [.becameUnknown(ObjectID(.sensor, "inlet"), name: "Sensor inlet")])
    rig.advance(by: .seconds(3))
    #expect(rig.events.take() == [.becameUnknown(ObjectID(.sensor, "tach"), name: "Sensor tach")])
    rig.sample("inlet", 21)
    rig.advance(by: .seconds(4))
    #expect(rig.events.kinds.last == .becameUnknown(ObjectID(.sensor, "inlet"), name: "Sensor inlet"))
  }

  @Test func thePowerStateIsLostLikeAReading() throws {
    rig.power(.on)
    _ = rig.events.take()
    rig.advance(by: .seconds(15))
    #expect(try rig.system().power.state == .on)
    rig.advance(by: .nanoseconds(1))
    #expect(rig.events.take() == [.becameUnknown(ObjectID(.system, System.onlyID), name: "Test machine")])
    #expect(try rig.system().power.state == .unknown)
  }

  @Test func aSystemWithoutItsPowerStateStillHasTheHealthOfItsSensors() throws {
    rig.power(.on)
    rig.advance(by: .seconds(14))
    rig.sample("inlet", 50)
    rig.advance(by: .seconds(2))
    #expect(try rig.system().power.state == .unknown)
    #expect(try rig.system().health == .critical)
  }

  @Test func aReadingThatComesBackIsTold() {
    rig.sample("inlet", 20)
    rig.advance(by: .seconds(4))
    _ = rig.events.take()
    rig.sample("inlet", 21)
    #expect(
      rig.events.take() == [
        .sensorChanged(id: "inlet", name: "Sensor inlet", from: "Unknown", to: "normal", reading: 21, unit: .celsius)
      ])
  }

  @Test(arguments: [Int64(0), 4_102_444_800])
  func settingTheWallClockMakesNothingOlderOrYounger(seconds: Int64) throws {
    rig.sample("inlet", 20)
    rig.clock.setWall(WallTime(secondsSince1970: seconds))
    rig.advance(by: .seconds(3))
    #expect(try rig.sensor("inlet").reading == 20)
    rig.advance(by: .nanoseconds(1))
    #expect(try rig.sensor("inlet").reading == nil)
  }

  @Test func aDeviceIsFreshAsLongAsWhatItFollowsFrom() throws {
    rig.sample("tach", 4000)
    #expect(rig.object(.fan, "fan1")?.validUntil == rig.clock.now() + .seconds(3))
    rig.clock.advance(by: .seconds(4))
    #expect(try rig.fan("fan1").health == .unknown)
  }

  @Test func aStateHeldByHysteresisSurvivesAGap() throws {
    rig.sample("inlet", 50)
    rig.advance(by: .seconds(4))
    #expect(try rig.sensor("inlet").state == .unknown)
    rig.sample("inlet", 50)
    #expect(try rig.sensor("inlet").state == .criticalHigh)
  }
}
