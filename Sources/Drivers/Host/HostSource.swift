import FRU
public import Model
import Platform
import Synchronization

/// The machine the agent runs on, as its operating system and its firmware describe it: versions, parts, a UUID. Read
/// on a thread of its own when it starts, and seldom after that.
public final class HostSource: HardwareSource {
  private struct State {
    var thread: WorkerThread?
    var isStopped = false
  }

  public let name: String
  private let plan: HostPlan
  private let system: SystemFiles
  private let interval: Duration
  private let state = Mutex(State())
  private let doorbell = Doorbell()

  public init(_ plan: HostPlan, system: SystemFiles = SystemFiles(), interval: Duration = .seconds(3600)) {
    self.name = plan.name
    self.plan = plan
    self.system = system
    self.interval = interval
  }

  public func start(sink: any HardwareSink) {
    do throws(NoThread) {
      let thread = try WorkerThread(name: "host") { [self] in run(sink) }
      state.withLock { $0.thread = thread }
    } catch {
      sink.deliver(
        .status(.failing(kind: "no-thread", message: "There is no thread to read files on: \(error.reason).")),
        from: name)
    }
  }

  public func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void) {
    completion(.refused("Files of the operating system tell of the machine; they control nothing."))
  }

  public func stop() {
    let thread = state.withLock { state in
      state.isStopped = true
      defer { state.thread = nil }
      return state.thread
    }
    doorbell.ring()
    thread?.join()
  }

  private func run(_ sink: any HardwareSink) {
    var known: HostReading?
    while !state.withLock({ $0.isStopped }) {
      let reading = HostReading(plan, system)
      if reading != known {
        sink.deliver(.inventory(reading.contents), from: name)
        sink.deliver(.status(reading.status), from: name)
      }
      known = reading
      doorbell.wait(atMost: interval)
    }
  }
}
