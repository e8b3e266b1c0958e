import Drivers
import Model
import Testing

@Suite("Faults of simulated hardware")
struct FaultTests {
  private func bench(_ fault: Change.Fault) -> Bench {
    let window = Window(at: .seconds(10), lasts: .seconds(5))
    let script = Script([Change(Window(at: .zero), .value(24)), Change(window, .fault(fault))])
    return Bench(
      .oneChassis(
        startsOn: true, sensors: [SimulatedSensor(id: "s", system: System.onlyID, script: script)]))
  }

  @Test(
    "while it lasts the sensor has no reading; afterwards it has one again",
    arguments: [(Change.Fault.timeout, Quality.unknown), (.unavailable, .unavailable)])
  func qualities(fault: Change.Fault, quality: Quality) {
    let bench = bench(fault)
    bench.pass(.seconds(12))
    #expect(bench.sample("s") == SensorSample(sensor: "s", quality: quality))
    bench.pass(.seconds(4))
    #expect(bench.sample("s") == SensorSample(sensor: "s", quality: .good, value: 24))
  }

  @Test("a silent sensor is not reported at all")
  func silence() {
    let bench = bench(.silent)
    bench.pass(.milliseconds(9_500))
    #expect(bench.sample("s")?.value == 24)
    bench.pass(.seconds(5))
    #expect(bench.sample("s") == nil)
    bench.pass(.seconds(2))
    #expect(bench.sample("s")?.value == 24)
  }

  @Test("a faulty output line times out, and nothing is pressed")
  func outputLine() {
    let fault = SimulationPlan.LineFault(line: "power-button", window: Window(at: .zero, lasts: .seconds(5)))
    let bench = Bench(.oneChassis(lineFaults: [fault]))
    #expect(
      bench.perform(.setLine(name: "power-button", asserted: true, lasts: false))
        == .timedOut("The simulated line 'power-button' does not answer."))
    bench.pass(.seconds(10))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: false)])
  }

  @Test("a faulty input line is not reported")
  func inputLine() {
    let fault = SimulationPlan.LineFault(line: "power-good", window: Window(at: .seconds(1)))
    let bench = Bench(.oneChassis(lineFaults: [fault]))
    bench.press("power-button")
    bench.pass(.seconds(10))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: false)])
  }
}
