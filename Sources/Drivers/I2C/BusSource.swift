import Chips
import Glibc
public import Model
import Platform
import Synchronization

/// One I2C bus with all its chips, or all that only hwmon reads, as a source of hardware reports. It has a thread of its
/// own, on which every exchange blocks.
///
/// An action completes after at most one scan of a chip and what is asked for before it.
public final class BusSource: HardwareSource {
  private struct State {
    var sink: (any HardwareSink)?
    var requests: [BusWorker.Request] = []
    var thread: WorkerThread?
    var open: BusOpener?
    var isStopped = false
  }

  public let name: String
  private let state = Mutex(State())
  private let worker: Mutex<BusWorker?>
  private let traces: TraceBook
  private let doorbell = Doorbell()
  private let hasThread: Bool
  private let plan: BusPlan
  private let system: SystemFiles
  private let guardian: (any Guardian)?
  private let time: any TimeSource

  /// `guardian`: who drives fans at full speed, and releases lines, when the agent is gone. Without a thread nothing
  /// happens but in `step()`. `open` stands in for `/dev/i2c-N`.
  public init(
    _ plan: BusPlan, system: SystemFiles, guardian: (any Guardian)?, time: any TimeSource, hasThread: Bool = true,
    open: BusOpener? = nil
  ) {
    name = plan.name
    traces = TraceBook(plan.chips.flatMap { $0.readings.map(\.sensor) })
    self.plan = plan
    self.system = system
    self.guardian = guardian
    self.time = time
    self.hasThread = hasThread
    worker = Mutex(nil)
    state.withLock { $0.open = open }
  }

  public func start(sink: any HardwareSink) {
    state.withLock { $0.sink = sink }
    guard hasThread else { return }
    do throws(NoThread) {
      let thread = try WorkerThread(name: "bus") { [self] in
        while !isStopped { doorbell.wait(atMost: step()) }
        worker.withLock { $0 = nil }
      }
      state.withLock { $0.thread = thread }
    } catch {
      deliver(.status(.failing(kind: "no-thread", message: "There is no thread for the bus: \(error.reason).")))
    }
  }

  /// Does what is due on the caller's thread, reports it, and returns how long nothing more is.
  @discardableResult
  public func step() -> Duration {
    worker.withLock { worker in
      if worker == nil {
        worker = BusWorker(
          plan, system: system, guardian: guardian, time: time, traces: traces, outside: self,
          open: state.withLock { $0.open })
      }
      return worker!.step()
    }
  }

  public func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void) {
    let isAccepted = state.withLock { state in
      guard state.sink != nil, !state.isStopped else { return false }
      state.requests.append((action, completion))
      return true
    }
    if isAccepted { doorbell.ring() } else { completion(.unreachable("The bus is not being read.")) }
  }

  public func stop() {
    let (left, thread) = state.withLock { state in
      state.isStopped = true
      defer {
        state.requests = []
        state.sink = nil
        state.thread = nil
      }
      return (state.requests, state.thread)
    }
    doorbell.ring()
    thread?.join()
    for request in left { request.completion(.unreachable("The bus is not read any more.")) }
  }

  /// Adds every exchange to a recording. To be called before `start`.
  public func record(in log: TrafficLog) {
    state.withLock { [system] state in
      let open = state.open
      state.open = { number throws(I2COpenProblem) in
        let bus: any I2CBus
        if let open { bus = try open(number) } else { bus = try LinuxI2CBus(number: number, system: system) }
        return TrafficRecorder(bus, name: "i2c-\(number)", log: log)
      }
    }
  }

  /// Lets buses answer as they did in a recording; one that it has not is not there. To be called before `start`.
  public func replay(_ recording: String) {
    state.withLock {
      $0.open = { number throws(I2COpenProblem) in
        do throws(TrafficReplay.Problem) {
          return try TrafficReplay(recording, bus: "i2c-\(number)", isLoose: true)
        } catch {
          throw I2COpenProblem(code: ENODEV)
        }
      }
    }
  }

  public func trace(of sensor: String) -> ReadingTrace? { traces.trace(of: sensor) }

  /// Drives the fans of a plan at full speed, without reading anything else. Returns a sentence for each that could not
  /// be. Blocks for as long as the bus takes.
  public static func driveFully(_ plan: BusPlan, system: SystemFiles, time: any TimeSource) -> [String] {
    var plan = plan
    let chips = Set(plan.fans.map(\.chip))
    plan.chips = plan.chips.filter { chips.contains($0.id) }.map { chip in
      var chip = chip
      chip.readings = []
      return chip
    }
    (plan.parts, plan.firmware, plan.lines, plan.stateLines) = ([], [], [], [:])
    let problems = Problems()
    let source = BusSource(plan, system: system, guardian: nil, time: time, hasThread: false)
    source.start(sink: problems)
    for fan in plan.fans {
      source.perform(.drive(fan: fan.id, duty: 100)) { result in problems.note(result, of: fan.id) }
    }
    if !plan.fans.isEmpty { source.step() }
    source.stop()
    return problems.sentences
  }

  // MARK: What the worker has to do with

  var isStopped: Bool { state.withLock { $0.isStopped } }

  func deliver(_ report: HardwareReport) { state.withLock { $0.sink }?.deliver(report, from: name) }

  func takeRequest() -> BusWorker.Request? {
    state.withLock { $0.requests.isEmpty ? nil : $0.requests.removeFirst() }
  }
}

/// What was not done.
private final class Problems: HardwareSink {
  private let noted = Mutex<[String]>([])

  var sentences: [String] { noted.withLock { $0 } }

  func deliver(_ report: HardwareReport, from source: String) {}

  func note(_ result: ActionResult, of fan: String) {
    switch result {
    case .done: break
    case .refused(let sentence), .timedOut(let sentence), .unreachable(let sentence), .invalidState(let sentence):
      noted.withLock { $0.append("The fan \(fan) may not be at full speed: \(sentence)") }
    }
  }
}
