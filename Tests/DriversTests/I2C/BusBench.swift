import Boards
import Chips
import Documents
import Drivers
import LanternTesting
import Model
import Synchronization
import TestSupport

/// A bus source on the bench: fake buses by number, a clock that the test moves, and all that is reported is kept. No
/// file of a kernel is there unless a test writes it.
final class BusBench {
  let root = TemporaryDirectory()
  let clock = FakeClock()
  let bus: FakeBus
  let guardian = GuardianRecorder()
  let told = ReportRecorder()
  let source: BusSource
  private let results = ResultRecorder()

  /// A chip as the shipped file describes it.
  static func chip(_ type: String) -> ChipDescription {
    ChipLibrary(dataDirectories: [Repository.root]).chip(named: type, Diagnostics())!
  }

  static func planned(
    _ id: String, _ type: String, at address: UInt8, through hops: [MuxHop] = [], reading channels: [String] = []
  ) -> PlannedChip {
    var chip = PlannedChip(id: id, chip: chip(type), place: .bus(address: address, through: hops))
    chip.readings = channels.map { PlannedReading(sensor: "\(id)-\($0)", channel: $0) }
    return chip
  }

  init(
    functions: I2CFunctions = FakeBus.plainAdapter, recording log: TrafficLog? = nil,
    _ plan: (inout BusPlan) -> Void
  ) {
    var whole = BusPlan(name: "bus:main", adapter: .number(6))
    plan(&whole)
    let bus = FakeBus(functions: functions)
    self.bus = bus
    source = BusSource(
      whole, system: SystemFiles(root: root.path), guardian: guardian, time: clock, hasThread: false,
      open: { number throws(I2COpenProblem) in
        guard number == 6 else { throw I2COpenProblem(code: 2) }
        return bus
      })
    if let log { source.record(in: log) }
    source.start(sink: told)
  }

  /// One scan, and what the bus saw of it.
  @discardableResult
  func scan() -> [String] {
    bus.clearTrace()
    source.step()
    defer { clock.advance(by: .seconds(1)) }
    return bus.trace
  }

  func perform(_ action: HardwareAction) -> ActionResult? {
    source.perform(action) { [results] result in results.last.withLock { $0 = result } }
    source.step()
    return results.last.withLock { result in
      defer { result = nil }
      return result
    }
  }
}

/// The newest of each thing that was told.
final class ReportRecorder: HardwareSink {
  struct Told {
    var samples: [String: SensorSample] = [:]
    var duties: [String: Double?] = [:]
    var lines: [String: Bool] = [:]
    var status: SourceStatus?
  }

  private let state = Mutex(Told())

  var now: Told { state.withLock { $0 } }

  func value(_ sensor: String) -> Double? { now.samples[sensor]?.value }

  /// The word for what is wrong; nil when nothing is.
  var trouble: String? { if case .failing(let kind, _) = now.status { kind } else { nil } }

  func deliver(_ report: HardwareReport, from source: String) {
    state.withLock { told in
      switch report {
      case .samples(let samples, _, _): for sample in samples { told.samples[sample.sensor] = sample }
      case .fan(let id, let duty, _, _): told.duties[id] = .some(duty)
      case .line(let name, let isAsserted, _, _): told.lines[name] = isAsserted
      case .status(let status): told.status = status
      default: break
      }
    }
  }
}

/// What is kept, by key, and how often anything was.
final class GuardianRecorder: Guardian {
  private struct State {
    var acts: [String: LastAct] = [:]
    var refusal: String?
  }

  private let state = Mutex(State())

  var acts: [String: LastAct] { state.withLock { $0.acts } }

  /// From now on nothing is kept.
  func refuse(_ sentence: String) { state.withLock { $0.refusal = sentence } }

  func keep(_ act: LastAct, for key: String) throws(GuardianFailure) {
    let refusal = state.withLock { state in
      if state.refusal == nil { state.acts[key] = act }
      return state.refusal
    }
    if let refusal { throw GuardianFailure(refusal) }
  }

  func forget(_ key: String) { state.withLock { $0.acts[key] = nil } }
}

private final class ResultRecorder: Sendable {
  let last = Mutex<ActionResult?>(nil)
}
