import Drivers
import Model
import Synchronization

/// A simulated board on the bench: the test moves the clock, and everything it reports is kept.
final class Bench {
  private let clock = BenchClock()
  private let recorder = Recorder()
  private let start: Instant
  let board: SimulatedBoard

  init(_ plan: SimulationPlan) {
    start = clock.now()
    board = SimulatedBoard(plan, time: clock, hasThread: false)
    board.start(sink: recorder)
    board.step()
  }

  /// Lets time pass, stopping wherever the board says that something happens.
  func pass(_ duration: Duration) {
    let end = clock.now() + duration
    while clock.now() < end {
      clock.move(to: min(clock.now() + board.step(), end))
      board.step()
    }
  }

  @discardableResult
  func perform(_ action: HardwareAction) -> ActionResult? {
    board.perform(action) { [recorder] in recorder.answer($0) }
    board.step()
    return recorder.takeResult()
  }

  func press(_ line: String) { perform(.setLine(name: line, asserted: true, lasts: false)) }
  func release(_ line: String) { perform(.setLine(name: line, asserted: false, lasts: false)) }

  /// What was reported since this was asked last.
  func takeReports() -> [HardwareReport] { recorder.takeReports() }

  struct PowerChange: Equatable {
    var at: Duration
    var isOn: Bool
  }

  /// When, since the start, power-good was reported to change, and to what.
  func powerChanges() -> [PowerChange] {
    var changes: [PowerChange] = []
    for case .line("power-good", let isOn, let at, _) in takeReports() where changes.last?.isOn != isOn {
      changes.append(PowerChange(at: at - start, isOn: isOn))
    }
    return changes
  }

  /// The newest sample of a sensor among what was reported since this was asked last.
  func sample(_ sensor: String) -> SensorSample? {
    var newest: SensorSample?
    for case .samples(let samples, _, _) in takeReports() {
      newest = samples.first { $0.sensor == sensor } ?? newest
    }
    return newest
  }
}

/// A clock that stands still until it is moved.
final class BenchClock: TimeSource {
  private let instant = Mutex(Instant(nanoseconds: 1_000_000_000_000))

  func now() -> Instant { instant.withLock { $0 } }
  func wallTime() -> WallTime { WallTime(secondsSince1970: 0) }
  func move(to new: Instant) { instant.withLock { $0 = new } }
}

/// Keeps what is reported and answered.
private final class Recorder: HardwareSink {
  private let state = Mutex((reports: [HardwareReport](), result: ActionResult?.none))

  func deliver(_ report: HardwareReport, from source: String) { state.withLock { $0.reports.append(report) } }

  func answer(_ result: ActionResult) { state.withLock { $0.result = result } }

  func takeReports() -> [HardwareReport] {
    state.withLock { state in
      defer { state.reports = [] }
      return state.reports
    }
  }

  func takeResult() -> ActionResult? {
    state.withLock { state in
      defer { state.result = nil }
      return state.result
    }
  }
}

extension SimulationPlan {
  /// One chassis, off, with the usual lines and the delays of a real machine.
  static func oneChassis(
    startsOn: Bool = false, sensors: [SimulatedSensor] = [], lineFaults: [LineFault] = []
  ) -> SimulationPlan {
    var chassis = SimulatedChassis(system: System.onlyID, powerGood: "power-good", powerButton: "power-button")
    chassis.resetButton = "reset-button"
    chassis.startsOn = startsOn
    return SimulationPlan(name: "simulation", chassis: [chassis], sensors: sensors, lineFaults: lineFaults)
  }
}
