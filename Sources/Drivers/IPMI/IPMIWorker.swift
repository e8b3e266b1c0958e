import IPMIWire
public import Model
import Platform
import Synchronization

/// The program that speaks IPMI, kept running for all BMCs of the agent: started when the first source starts, and
/// again after a pause when it ends or hangs, ended with the last source. One thread owns the process and its socket.
/// Any thread may call.
public final class IPMIWorker: Sendable {
  enum Order {
    case attach(any WorkerClient)
    /// Rings when nothing more will come from the client's BMC.
    case detach(ObjectIdentifier, done: Wake?)
    case send(BMCCommand, from: ObjectIdentifier, within: Duration, PendingRequests.Completion)
  }

  private struct State {
    var orders: [Order] = []
    var hasThread = false
  }

  private let launcher: any WorkerLauncher
  private let cacheDirectory: String
  private let time: any TimeSource
  private let state = Mutex(State())
  private let wake: Wake?

  /// `program` is the path of `lantern-ipmi`. `cacheDirectory` is made, with mode 0700, when it does not exist; it
  /// should be in memory (below /run), and its parent must exist.
  public convenience init(program: String, cacheDirectory: String, time: any TimeSource) {
    self.init(launcher: ProgramLauncher(path: program), cacheDirectory: cacheDirectory, time: time)
  }

  init(launcher: any WorkerLauncher, cacheDirectory: String, time: any TimeSource) {
    self.launcher = launcher
    self.cacheDirectory = cacheDirectory
    self.time = time
    wake = Wake()
  }

  /// Never blocks.
  func give(_ order: Order) {
    let needsThread = state.withLock { state in
      state.orders.append(order)
      defer { state.hasThread = true }
      return !state.hasThread
    }
    if needsThread { startThread() } else { wake?.ring() }
  }

  /// Without a thread the orders wait; the next one tries again.
  private func startThread() {
    do throws(NoThread) {
      try WorkerThread(name: "ipmi-worker") { [self] in run() }.detach()
    } catch {
      state.withLock { $0.hasThread = false }
    }
  }

  private func run() {
    let supervisor = WorkerSupervisor(launcher: launcher, cacheDirectory: cacheDirectory, time: time, wake: wake)
    while true {
      let orders = state.withLock { state in
        defer { state.orders = [] }
        return state.orders
      }
      for order in orders { supervisor.take(order) }
      if supervisor.isIdle {
        supervisor.end()
        let isOver = state.withLock { state in
          state.hasThread = !state.orders.isEmpty
          return !state.hasThread
        }
        if isOver { return }
      } else {
        supervisor.step()
      }
    }
  }
}
