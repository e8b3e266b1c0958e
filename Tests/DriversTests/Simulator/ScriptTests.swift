import Drivers
import Model
import Testing

@Suite("What simulated sensors show")
struct ScriptTests {
  private func bench(step: Double = 0, whenOff: SimulatedSensor.WhenOff = .keeps, _ changes: Change...) -> Bench {
    let sensor = SimulatedSensor(
      id: "s", system: System.onlyID, step: step, whenOff: whenOff, script: Script(changes))
    return Bench(.oneChassis(sensors: [sensor]))
  }

  private func first(_ effect: Change.Effect) -> Change { Change(Window(at: .zero), effect) }

  @Test("a wave swings around its mean, once a period")
  func wave() throws {
    let bench = bench(step: 0.01, first(.wave(Wave(mean: 24, swing: 2, period: .seconds(60)))))
    #expect(bench.sample("s")?.value == 24)
    bench.pass(.seconds(15))
    #expect(bench.sample("s")?.value == 26)
    bench.pass(.seconds(30))
    #expect(bench.sample("s")?.value == 22)
    bench.pass(.seconds(15))
    #expect(bench.sample("s")?.value == 24)
  }

  @Test("a ramp leads in a straight line from what was there to its goal, and stays")
  func ramp() {
    let bench = bench(
      first(.value(100)), Change(Window(at: .seconds(10)), .ramp(to: 0, over: .seconds(5))))
    bench.pass(.seconds(9))
    #expect(bench.sample("s")?.value == 100)
    bench.pass(.seconds(3))
    #expect(bench.sample("s")?.value == 60)
    bench.pass(.seconds(60))
    #expect(bench.sample("s")?.value == 0)
  }

  @Test("a change that lasts a while gives way to what was before, and may come again")
  func passing() {
    let bench = bench(
      first(.value(20)), Change(Window(at: .seconds(10), lasts: .seconds(5), every: .seconds(60)), .value(48)))
    for minute in 0..<3 {
      bench.pass(.seconds(12))
      #expect(bench.sample("s")?.value == 48, "minute \(minute)")
      bench.pass(.seconds(4))
      #expect(bench.sample("s")?.value == 20, "minute \(minute)")
      bench.pass(.seconds(44))
    }
  }

  @Test("readings are multiples of the sensor's step")
  func steps() {
    #expect(bench(step: 0.5, first(.value(24.3))).sample("s")?.value == 24.5)
    #expect(bench(step: 0.01, first(.value(5.0233))).sample("s")?.value == 5.02)
    #expect(bench(step: 30, first(.value(5407))).sample("s")?.value == 5400)
    #expect(bench(first(.value(5.0233))).sample("s")?.value == 5.0233)
  }

  @Test("a discrete sensor shows its active states")
  func states() {
    let bench = bench(first(.states([])), Change(Window(at: .seconds(5)), .states([0, 2])))
    #expect(bench.sample("s")?.activeStates == [])
    bench.pass(.seconds(6))
    #expect(bench.sample("s")?.activeStates == [0, 2])
    #expect(bench.sample("s") == nil)
  }

  @Test("a counter counts how often a line was asserted")
  func counter() {
    let bench = bench(first(.counts(line: "reset-button")))
    for _ in 0..<3 {
      bench.press("reset-button")
      bench.press("reset-button")
      bench.release("reset-button")
    }
    bench.pass(.seconds(1))
    #expect(bench.sample("s")?.value == 3)
  }

  @Test(
    "while the system is off, a sensor keeps its reading, reads something else, or has none",
    arguments: [
      (SimulatedSensor.WhenOff.keeps, SensorSample(sensor: "s", quality: .good, value: 9000)),
      (.reads(0), SensorSample(sensor: "s", quality: .good, value: 0)),
      (.unavailable, SensorSample(sensor: "s", quality: .unavailable)),
    ])
  func whenOff(rule: SimulatedSensor.WhenOff, sample: SensorSample) {
    let bench = bench(whenOff: rule, first(.value(9000)))
    #expect(bench.sample("s") == sample)
    bench.press("power-button")
    bench.pass(.seconds(3))
    #expect(bench.sample("s") == SensorSample(sensor: "s", quality: .good, value: 9000))
  }

  @Test("a sensor that nothing was said of has no reading")
  func nothing() {
    let bench = bench(Change(Window(at: .seconds(60)), .value(1)))
    #expect(bench.sample("s") == SensorSample(sensor: "s", quality: .unavailable))
  }
}
