import Drivers
import Model
import Testing

/// Fans of a simulated board: their controllers take duties, and their tachometers follow.
struct FanTests {
  private func bench(_ changes: Change...) -> Bench {
    var plan = SimulationPlan.oneChassis(
      startsOn: true,
      sensors: [SimulatedSensor(id: "tach", system: System.onlyID, step: 10, script: Script(changes))])
    plan.fans = [SimulatedFan(id: "fan1", tachometer: "tach", fullSpeed: 8000, lag: .seconds(4))]
    return Bench(plan)
  }

  private func duty(_ bench: Bench) -> Double? {
    var newest: Double?
    for case .fan("fan1", let duty, _, _) in bench.takeReports() { newest = duty }
    return newest
  }

  @Test func beforeAnybodyDrivesItItTurnsAtHalfSpeed() {
    let bench = bench()
    #expect(bench.sample("tach")?.value == 4000)
  }

  @Test func aDutyIsReadBackBeforeItIsAnsweredAndWithEveryScan() {
    let bench = bench()
    _ = bench.takeReports()
    #expect(bench.perform(.drive(fan: "fan1", duty: 75)) == .done)
    #expect(duty(bench) == 75)
    bench.pass(.seconds(1))
    #expect(duty(bench) == 75)
  }

  @Test func theSpeedFollowsTheDutyInItsTime() {
    let bench = bench()
    bench.perform(.drive(fan: "fan1", duty: 100))
    let speeds = (1...3).map { _ -> Double? in
      bench.pass(.seconds(1))
      return bench.sample("tach")?.value
    }
    #expect(speeds == [6000, 8000, 8000])
    bench.perform(.drive(fan: "fan1", duty: 25))
    bench.pass(.seconds(10))
    #expect(bench.sample("tach")?.value == 2000)
  }

  @Test func whatTheScenarioSaysOfTheTachometerComesFirst() {
    let bench = bench(Change(Window(at: .seconds(2), lasts: .seconds(2)), .value(100)))
    bench.pass(.seconds(2))
    #expect(bench.sample("tach")?.value == 100)
    bench.pass(.seconds(2))
    #expect(bench.sample("tach")?.value == 4000)
  }

  @Test func fansThatItDoesNotHaveAreRefused() {
    #expect(bench().perform(.drive(fan: "fan9", duty: 50)) == .refused("This simulated board drives no fan 'fan9'."))
  }
}
