import Glibc
import IPMIWire
import Model

/// What the worker's thread does: launches the worker, passes messages both ways, keeps deadlines, and replaces a
/// worker that ended, hangs or talks nonsense. Belongs to that thread; waits only in `step`.
final class WorkerSupervisor {
  /// The worker gives a sign of life every five seconds.
  private static let longestSilence = Duration.seconds(20)
  /// A worker that ran for so long did not fail because of how it was started.
  private static let provenAfter = Duration.seconds(60)
  /// How often settings are looked at again: a password file that was put right, or changed, is taken up.
  private static let reviewPeriod = Duration.seconds(5)
  /// For the worker to end by itself.
  private static let graceMilliseconds: Int32 = 200

  private let launcher: any WorkerLauncher
  private let cacheDirectory: String
  private let time: any TimeSource
  private let wake: Wake?

  private var clients: [UInt16: any WorkerClient] = [:]
  /// What the present worker was told of each.
  private var configured: [UInt16: SessionRequest] = [:]
  private var nextReview = Instant.zero
  private var lastNumber: UInt16 = 0
  private var pending = PendingRequests()
  private var connection: WorkerConnection?
  private var isGreeted = false
  private var launchedAt = Instant.zero
  private var lastHeard = Instant.zero
  private var nextLaunch = Instant.zero
  private var backOff = BackOff()

  init(launcher: any WorkerLauncher, cacheDirectory: String, time: any TimeSource, wake: Wake?) {
    self.launcher = launcher
    self.cacheDirectory = cacheDirectory
    self.time = time
    self.wake = wake
  }

  var isIdle: Bool { clients.isEmpty }

  func take(_ order: IPMIWorker.Order) {
    switch order {
    case .attach(let client):
      lastNumber &+= 1
      clients[lastNumber] = client
      if isGreeted { configure(lastNumber, client) }
    case .detach(let identity, let done):
      if let bmc = number(of: identity) {
        clients[bmc] = nil
        configured[bmc] = nil
        for completion in pending.takeAll(of: bmc) { completion(.unreachable("The source was stopped.")) }
        if !clients.isEmpty { send(.release(bmc: bmc)) } else { end() }
      }
      done?.ring()
    case .send(let command, let identity, let limit, let completion):
      guard let bmc = number(of: identity), isGreeted else {
        completion(.unreachable("The IPMI worker is not running: wait until it is back."))
        return
      }
      let number = pending.add(bmc: bmc, deadline: time.now() + limit, completion: completion)
      send(.command(bmc: bmc, request: number, command))
    }
  }

  /// Waits until something happens, and takes care of it.
  func step() {
    if connection == nil, nextLaunch <= time.now() { launch() }
    waitForEvents()
    let now = time.now()
    for completion in pending.takeExpired(at: now) {
      completion(.timedOut("The BMC did not answer in time: look at how things stand."))
    }
    if isGreeted, nextReview <= now { configureAll() }
    if connection != nil, now - lastHeard > WorkerSupervisor.longestSilence {
      lose("worker-silent", "lantern-ipmi hangs: it is started again.")
    }
  }

  /// Ends the worker. What was asked of it is answered before.
  func end() {
    for completion in pending.takeAll() { completion(.unreachable("The IPMI worker was stopped.")) }
    connection.take()?.end(graceMilliseconds: WorkerSupervisor.graceMilliseconds)
    isGreeted = false
    nextLaunch = .zero
  }

  private func launch() {
    do throws(LaunchFailure) {
      connection = WorkerConnection(try launcher.launch())
      launchedAt = time.now()
      lastHeard = launchedAt
    } catch {
      nextLaunch = time.now() + backOff.next()
      for client in clients.values { client.lose(SourceFailure(kind: "no-worker", message: error.message)) }
    }
  }

  private func waitForEvents() {
    var entries = [pollfd(fd: wake?.readEnd ?? -1, events: Int16(POLLIN), revents: 0)]
    if let connection {
      let events = connection.wantsToWrite ? POLLIN | POLLOUT : POLLIN
      entries.append(pollfd(fd: connection.descriptor, events: Int16(events), revents: 0))
    }
    poll(&entries, nfds_t(entries.count), waitMilliseconds)
    wake?.clear()
    guard entries.count > 1, entries[1].revents != 0 else { return }
    attempt { connection throws(WorkerConnection.Failure) in try connection.flush() }
    var messages: [WorkerMessage] = []
    attempt { connection throws(WorkerConnection.Failure) in messages = try connection.receive() }
    for message in messages { handle(message) }
  }

  /// Until the next deadline, rounded up; a second at most, so that silence is noticed.
  private var waitMilliseconds: Int32 {
    let deadlines = [pending.nextDeadline, connection == nil ? nextLaunch : nil].compactMap { $0 }
    guard let next = deadlines.min() else { return 1000 }
    let rest = max(0, (next - time.now()).nanoseconds)
    return Int32(min(1000, rest / 1_000_000 + 1))
  }

  private func handle(_ message: WorkerMessage) {
    lastHeard = time.now()
    switch message {
    case .hello(Frame.version):
      isGreeted = true
      configured = [:]
      configureAll()
    case .hello:
      lose("worker-version", "lantern-ipmi is of another version: install both programs from one build.")
    case .alive:
      if lastHeard - launchedAt > WorkerSupervisor.provenAfter { backOff.reset() }
    case .report(_, .result(let request, let outcome)):
      pending.take(request)?(outcome.actionResult)
    case .report(let bmc, let report):
      clients[bmc]?.receive(report)
    }
  }

  private func configureAll() {
    nextReview = time.now() + WorkerSupervisor.reviewPeriod
    for (bmc, client) in clients.sorted(by: { $0.key < $1.key }) { configure(bmc, client) }
  }

  /// Tells the worker what it was not told yet. Settings that cannot be read leave a session as it is.
  private func configure(_ bmc: UInt16, _ client: any WorkerClient) {
    switch client.makeRequest(cacheDirectory: cacheDirectory) {
    case .success(let request) where request != configured[bmc]:
      configured[bmc] = request
      send(.configure(bmc: bmc, request))
    case .failure(let failure) where configured[bmc] == nil:
      client.lose(failure)
    case .success, .failure:
      break
    }
  }

  private func send(_ message: AgentMessage) {
    attempt { connection throws(WorkerConnection.Failure) in try connection.send(message) }
  }

  private func attempt(_ body: (inout WorkerConnection) throws(WorkerConnection.Failure) -> Void) {
    guard connection != nil else { return }
    do throws(WorkerConnection.Failure) {
      try body(&connection!)
    } catch {
      switch error {
      case .closed: lose("worker-ended", "lantern-ipmi ended: it is started again.")
      case .notReading: lose("worker-silent", "lantern-ipmi hangs: it is started again.")
      case .unreadable(let reason):
        lose("worker-unreadable", "lantern-ipmi sent something unreadable (\(reason)): it is started again.")
      }
    }
  }

  private func lose(_ kind: String, _ message: String) {
    connection.take()?.end(graceMilliseconds: 0)
    isGreeted = false
    nextLaunch = time.now() + backOff.next()
    for completion in pending.takeAll() { completion(.timedOut(message)) }
    for client in clients.values { client.lose(SourceFailure(kind: kind, message: message)) }
  }

  private func number(of identity: ObjectIdentifier) -> UInt16? {
    clients.first { ObjectIdentifier($0.value) == identity }?.key
  }
}
