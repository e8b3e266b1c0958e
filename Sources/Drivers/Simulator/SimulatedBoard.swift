public import Model
import Platform
import Synchronization

/// Hardware that exists only as a plan: it answers lines, moves readings and fails on schedule, in real time on its
/// own thread, or step by step under a clock that a test moves.
public final class SimulatedBoard: HardwareSource {
  private typealias Request = (action: HardwareAction, completion: @Sendable (ActionResult) -> Void)

  private struct State {
    var simulation: Simulation?
    var sink: (any HardwareSink)?
    var requests: [Request] = []
    var thread: WorkerThread?
    var isStopped = false
  }

  public let name: String
  private let plan: SimulationPlan
  private let time: any TimeSource
  private let hasThread: Bool
  private let state = Mutex(State())
  private let doorbell = Doorbell()

  /// Without a thread nothing happens but in `step()`.
  public init(_ plan: SimulationPlan, time: any TimeSource, hasThread: Bool = true) {
    self.name = plan.name
    self.plan = plan
    self.time = time
    self.hasThread = hasThread
  }

  public func start(sink: any HardwareSink) {
    state.withLock { state in
      state.simulation = Simulation(plan, at: time.now(), wall: time.wallTime())
      state.sink = sink
    }
    sink.deliver(.status(.working), from: name)
    if hasThread { startThread() }
  }

  public func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void) {
    let isAccepted = state.withLock { state in
      guard state.simulation != nil, !state.isStopped else { return false }
      state.requests.append((action, completion))
      return true
    }
    if isAccepted { doorbell.ring() } else { completion(.unreachable("The simulated board is not running.")) }
  }

  /// Carries out what was asked for and reports all that has happened up to now. Returns how long nothing more will
  /// happen by itself. Reports and completions run on the caller's thread, outside any lock.
  @discardableResult
  public func step() -> Duration {
    let (now, wall) = (time.now(), time.wallTime())
    var answers: [() -> Void] = []
    var reports: [HardwareReport] = []
    let (sink, rest) = state.withLock { state -> ((any HardwareSink)?, Duration) in
      guard var simulation = state.simulation, !state.isStopped else { return (nil, .seconds(1)) }
      for request in state.requests {
        let (result, consequences) = simulation.perform(request.action, at: now, wall: wall)
        reports += consequences
        answers.append { request.completion(result) }
      }
      state.requests = []
      reports += simulation.advance(to: now, wall: wall)
      state.simulation = simulation
      return (state.sink, simulation.nextEvent - now)
    }
    for report in reports { sink?.deliver(report, from: name) }
    for answer in answers { answer() }
    return rest
  }

  /// What was asked for and not yet done is answered as unreachable.
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
    // A report or completion may stop the board it came from, on the thread itself.
    thread?.join()
    for request in left { request.completion(.unreachable("The simulated board was stopped.")) }
  }

  private func startThread() {
    do throws(NoThread) {
      let thread = try WorkerThread(name: "simulation") { [self] in run() }
      state.withLock { $0.thread = thread }
    } catch {
      state.withLock { $0.sink }?.deliver(
        .status(.failing(kind: "no-thread", message: "There is no thread for the simulation: \(error.reason).")),
        from: name)
    }
  }

  private func run() {
    while !state.withLock({ $0.isStopped }) { doorbell.wait(atMost: step()) }
  }
}
