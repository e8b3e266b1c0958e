import Drivers
import Model
import Synchronization
import Testing

@Suite("A simulated board as a source")
struct SimulatedBoardTests {
  @Test("reports at once when it starts, then lines and sensors at their intervals")
  func intervals() {
    let sensor = SimulatedSensor(
      id: "s", system: System.onlyID, script: Script([Change(Window(at: .zero), .value(1))]))
    let bench = Bench(.oneChassis(sensors: [sensor]))
    let first = bench.takeReports()
    guard case .status(.working)? = first.first else {
      Issue.record("it does not say that it works")
      return
    }
    guard first.count == 3, case .line(_, _, let began, _) = first[1] else {
      Issue.record("it does not report its line first")
      return
    }
    bench.pass(.seconds(10))
    var lines: [Duration] = []
    var samples: [Duration] = []
    for report in bench.takeReports() {
      if case .line(_, _, let at, let interval) = report {
        lines.append(at - began)
        #expect(interval == .milliseconds(500))
      }
      if case .samples(_, let at, let interval) = report {
        samples.append(at - began)
        #expect(interval == .seconds(1))
      }
    }
    #expect(lines == (1...20).map { .milliseconds(500 * $0) })
    #expect(samples == (1...10).map { .seconds($0) })
  }

  @Test("reads the power at once when asked")
  func readPower() {
    let bench = Bench(.oneChassis(startsOn: true))
    _ = bench.takeReports()
    #expect(bench.perform(.readPower(system: System.onlyID)) == .done)
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: true)])
    #expect(
      bench.perform(.readPower(system: "node9")) == .refused("This simulated board has no system 'node9'."))
  }

  @Test("the same plan gives the same reports")
  func determinism() {
    func run() -> [SensorSample?] {
      let wave = Change(Window(at: .zero), .wave(Wave(mean: 20, swing: 3, period: .seconds(7))))
      let bench = Bench(
        .oneChassis(sensors: [SimulatedSensor(id: "s", system: System.onlyID, script: Script([wave]))]))
      return (0..<20).map { _ in
        bench.pass(.seconds(1))
        return bench.sample("s")
      }
    }
    #expect(run() == run())
  }

  @Test("once stopped it answers that it is not there")
  func stopped() {
    let bench = Bench(.oneChassis())
    bench.board.stop()
    #expect(
      bench.perform(.setLine(name: "power-button", asserted: true, lasts: false))
        == .unreachable("The simulated board is not running."))
  }

  @Test("its own thread reports and answers, and is gone after stop")
  func thread() async {
    let board = SimulatedBoard(.oneChassis(), time: BenchClock())
    let sink = FirstLine()
    let isOn = await withCheckedContinuation { continuation in
      sink.wait(continuation)
      board.start(sink: sink)
    }
    #expect(isOn == false)
    let result = await withCheckedContinuation { continuation in
      board.perform(.setLine(name: "power-button", asserted: true, lasts: false)) { continuation.resume(returning: $0) }
    }
    #expect(result == .done)
    board.stop()
  }

  /// Resumes with the first line reported.
  private final class FirstLine: HardwareSink {
    private let waiting = Mutex<CheckedContinuation<Bool, Never>?>(nil)

    func wait(_ continuation: CheckedContinuation<Bool, Never>) { waiting.withLock { $0 = continuation } }

    func deliver(_ report: HardwareReport, from source: String) {
      guard case .line(_, let asserted, _, _) = report else { return }
      let continuation = waiting.withLock { waiting in
        defer { waiting = nil }
        return waiting
      }
      continuation?.resume(returning: asserted)
    }
  }
}
