import LanternTesting
import Model
import Testing

@testable import Engine

/// What a cooling zone asks of its fans.
struct ZoneControllerTests {
  typealias Observation = ZoneController.Observation

  private static let inlet = Governor(
    sensor: "inlet", curve: [CurvePoint(25, duty: 20), CurvePoint(35, duty: 60), CurvePoint(40, duty: 100)],
    hysteresis: 2)
  private static let processor = Governor(
    sensor: "cpu", curve: [CurvePoint(50, duty: 20), CurvePoint(90, duty: 100)], hysteresis: 0)

  private var zone = ZoneController(CoolingZone(id: "main", governors: [inlet, processor]))

  /// Both sensors are looked at once.
  private mutating func demand(inlet: Observation, cpu: Observation = .reading(0)) -> ZoneController.Demand {
    zone.demand { $0 == "inlet" ? inlet : cpu }
  }

  private mutating func demands(inlet readings: [Double]) -> [ZoneController.Demand] {
    readings.map { demand(inlet: .reading($0)) }
  }

  // MARK: The curve

  @Test(arguments: [
    (-40.0, 20.0), (25, 20), (26, 24), (30, 40), (35, 60), (36, 68), (40, 100), (200, 100),
  ])
  func aDutyIsOnTheLineBetweenTwoPointsAndFlatBeyondTheEnds(reading: Double, duty: Double) {
    #expect(Self.inlet.duty(at: reading) == duty)
  }

  @Test func oneStepAndOnePointAreCurvesToo() {
    let step = Governor(sensor: "s", curve: [CurvePoint(30, duty: 30), CurvePoint(30, duty: 80)])
    #expect([29.9, 30, 30.1].map(step.duty) == [30, 30, 80])
    #expect(Governor(sensor: "s", curve: [CurvePoint(30, duty: 45)]).duty(at: 99) == 45)
    #expect(Governor(sensor: "s", curve: []).duty(at: 0) == 100, "nothing is known: full speed")
  }

  @Test mutating func theHighestDemandOfAllGovernorsCounts() {
    #expect(demand(inlet: .reading(30), cpu: .reading(50)) == .duty(40))
    #expect(demand(inlet: .reading(30), cpu: .reading(80)) == .duty(80))
  }

  // MARK: Hysteresis

  @Test mutating func aDemandRisesAtOnceAndFallsOnlyPastTheHysteresis() {
    let demands = demands(inlet: [30, 31, 30, 29, 28])
    #expect(demands == [40, 44, 44, 44, 40].map { .duty($0) })
  }

  @Test mutating func aReadingThatWaversWithinTheHysteresisMovesNoFan() {
    let demands = demands(inlet: [30, 29, 28.5, 29.5, 30, 28, 29])
    #expect(Set(demands) == [.duty(40)])
  }

  @Test mutating func onTheWayUpThereIsNoHysteresis() {
    _ = demands(inlet: [35, 26])
    #expect(demand(inlet: .reading(28)) == .duty(32))
    #expect(demand(inlet: .reading(28.5)) == .duty(34))
  }

  // MARK: Full speed

  @Test mutating func beforeTheFirstReadingOfEveryGovernorItIsFullSpeed() {
    #expect(demand(inlet: .pending, cpu: .pending) == .pending)
    #expect(demand(inlet: .reading(20), cpu: .pending) == .pending)
    #expect(demand(inlet: .reading(20), cpu: .reading(40)) == .duty(20))
  }

  @Test mutating func oneGovernorThatIsNotKnownIsEnough() {
    #expect(
      demand(inlet: .alarming("has no reading"), cpu: .reading(40)) == .alarm("sensor inlet has no reading"))
    #expect(demand(inlet: .pending, cpu: .alarming("is critical")) == .alarm("sensor cpu is critical"))
  }

  @Test mutating func whenTheReadingIsBackItIsFollowedFromThere() {
    _ = demand(inlet: .reading(39))
    _ = demand(inlet: .alarming("has no reading"))
    #expect(demand(inlet: .reading(30)) == .duty(40), "what was read before the gap holds nothing up")
  }

  @Test func aZoneThatNothingGovernsStaysAtFullSpeed() {
    var zone = ZoneController(CoolingZone(id: "none", governors: []))
    let demand = zone.demand { _ in .reading(20) }
    #expect(demand == .pending)
  }

  // MARK: How a sensor is seen

  @Test(arguments: [
    (Quality.good, SensorState.normal, Observation.reading(50)), (.good, .warningHigh, .reading(50)),
    (.good, .unknown, .reading(50)), (.good, .criticalHigh, .alarming("is critical")),
    (.good, .criticalLow, .alarming("is critical")), (.good, .fatalHigh, .alarming("is fatal")),
    (.unknown, .normal, .alarming("has no reading")), (.unavailable, .normal, .alarming("has no reading")),
    (.disabled, .normal, .alarming("has no reading")),
  ])
  func onlyAGoodReadingThatIsNotCriticalIsFollowed(quality: Quality, state: SensorState, seen: Observation) {
    var sensor = sampleSensor("cpu", reading: 50, state: state)
    sensor.quality = quality
    #expect(Observation(sensor, wasRead: true, isFresh: true) == seen)
  }

  @Test func aReadingThatIsTooOldIsNone() {
    let sensor = sampleSensor("cpu", reading: 50)
    #expect(Observation(sensor, wasRead: true, isFresh: false) == .alarming("has no reading"))
    #expect(Observation(sampleSensor("cpu"), wasRead: false, isFresh: false) == .pending)
    #expect(Observation(nil, wasRead: false, isFresh: false) == .alarming("is not there"))
    #expect(Observation(sampleSensor("cpu", reading: .nan), wasRead: true, isFresh: true) != .reading(.nan))
  }
}
