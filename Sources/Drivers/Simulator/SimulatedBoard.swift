import CPlatform
import Glibc
public import Model
import Synchronization

/// Hardware that exists only as a plan: it answers lines, moves readings and fails on schedule, in real time on its
/// own thread, or step by step under a clock that a test moves.
public final class SimulatedBoard: HardwareSource {
  private typealias Request = (action: HardwareAction, completion: @Sendable (ActionResult) -> Void)

  private struct State {
    var simulation: Simulation?
    var sink: (any HardwareSink)?
    var requests: [Request] = []
    var thread: pthread_t?
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
      state.simulation = Simulation(plan, at: time.now())
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
    let now = time.now()
    var answers: [() -> Void] = []
    var reports: [HardwareReport] = []
    let (sink, rest) = state.withLock { state -> ((any HardwareSink)?, Duration) in
      guard var simulation = state.simulation, !state.isStopped else { return (nil, .seconds(1)) }
      for request in state.requests {
        let (result, consequences) = simulation.perform(request.action, at: now)
        reports += consequences
        answers.append { request.completion(result) }
      }
      state.requests = []
      reports += simulation.advance(to: now)
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
    if let thread {
      // A report or completion may stop the board it came from; a thread cannot wait for itself.
      let isOwn = pthread_equal(thread, pthread_self()) != 0
      if isOwn { pthread_detach(thread) } else { pthread_join(thread, nil) }
    }
    for request in left { request.completion(.unreachable("The simulated board was stopped.")) }
  }

  private func startThread() {
    let board = Unmanaged.passRetained(self)
    state.withLock { state in
      var thread = pthread_t()
      let error = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          Unmanaged<SimulatedBoard>.fromOpaque(argument).takeRetainedValue().run()
          return nil
        }, board.toOpaque())
      precondition(error == 0, "no thread can be started")
      state.thread = thread
    }
  }

  private func run() {
    cplatform_name_thread("simulation")
    while !state.withLock({ $0.isStopped }) { doorbell.wait(atMost: step()) }
  }
}
