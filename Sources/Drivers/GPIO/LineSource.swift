public import Model
import Platform
import Synchronization

/// The lines of a board: reads the inputs at their interval, drives outputs when a power sequence says so. Has a thread of
/// its own.
public final class LineSource: HardwareSource {
  private typealias Request = (action: HardwareAction, completion: @Sendable (ActionResult) -> Void)

  private struct State {
    var requests: [Request] = []
    var thread: WorkerThread?
    var isRunning = false
  }

  public let name: String
  private let plan: LinePlan
  private let chips: any LineChips
  private let guardian: (any Guardian)?
  private let time: any TimeSource
  private let state = Mutex(State())
  private let doorbell = Doorbell()

  /// Without a guardian lines are driven that nobody releases if the agent dies: for tests.
  public convenience init(
    _ plan: LinePlan, system: SystemFiles, guardian: (any Guardian)?, time: any TimeSource
  ) {
    self.init(plan, chips: LinuxLineChips(system: system), guardian: guardian, time: time)
  }

  init(_ plan: LinePlan, chips: any LineChips, guardian: (any Guardian)?, time: any TimeSource) {
    name = plan.name
    self.plan = plan
    self.chips = chips
    self.guardian = guardian
    self.time = time
  }

  public func start(sink: any HardwareSink) {
    state.withLock { $0.isRunning = true }
    do throws(NoThread) {
      let thread = try WorkerThread(name: "lines") { [self] in run(sink) }
      state.withLock { $0.thread = thread }
    } catch {
      state.withLock { $0.isRunning = false }
      sink.deliver(
        .status(.failing(kind: "no-thread", message: "There is no thread for the lines: \(error.reason).")), from: name)
    }
  }

  public func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void) {
    let isAccepted = state.withLock { state in
      if state.isRunning { state.requests.append((action, completion)) }
      return state.isRunning
    }
    if isAccepted { doorbell.ring() } else { completion(.unreachable("Nobody drives the lines any more.")) }
  }

  /// What was asked for before is still done.
  public func stop() {
    let thread = state.withLock { state in
      state.isRunning = false
      defer { state.thread = nil }
      return state.thread
    }
    doorbell.ring()
    thread?.join()
  }

  /// Releases the lines that nobody has any business asserting when nothing is under way, where they are driven. Returns a
  /// sentence for each line that could not be looked at or released.
  public static func release(_ plan: LinePlan, system: SystemFiles, time: any TimeSource) -> [String] {
    var plan = plan
    plan.lines.removeAll { !$0.isMomentary }
    let chips = LinuxLineChips(system: system)
    return LineWorker(plan, chips: chips, guardian: nil, time: time) { _ in }.rest()
  }

  private func run(_ sink: any HardwareSink) {
    let worker = LineWorker(plan, chips: chips, guardian: guardian, time: time) { [name] in sink.deliver($0, from: name)
    }
    while true {
      let (requests, isRunning) = state.withLock { state in
        defer { state.requests = [] }
        return (state.requests, state.isRunning)
      }
      for request in requests { request.completion(worker.perform(request.action)) }
      guard isRunning else { break }
      doorbell.wait(atMost: worker.work())
    }
    worker.end()
  }
}

extension LineWorker {
  func perform(_ action: HardwareAction) -> ActionResult {
    switch action {
    case .setLine(let name, let isAsserted, let lasts): set(name, isAsserted, lasts: lasts)
    case .readPower(let system): readPower(of: system)
    default: .refused("General-purpose lines cannot do that.")
    }
  }
}
