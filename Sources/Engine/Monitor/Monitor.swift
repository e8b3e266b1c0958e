import Hashing
public import Model
public import Platform
import Synchronization

/// Takes what sources report, keeps the model true and carries out commands, on one thread of its own.
///
/// Whatever a caller does returns at once. The thread sleeps until something comes in or the next thing is due:
/// a reading that expires, a step of a power sequence.
public final class Monitor: HardwareSink {
  private let mailbox = MonitorMailbox()
  /// Only the monitor's thread takes this lock once it runs; the lock is what lets the worker move there.
  private let worker: Mutex<MonitorWorker>
  private let thread = Mutex<WorkerThread?>(nil)
  private let sources: [any HardwareSource]
  private let statuses = Mutex<[String: SourceStatus]>([:])
  private let heartbeat: Heartbeat?

  /// How long a stopping monitor waits for lines to be released.
  static let farewell = Duration.milliseconds(250)

  /// What the board file states is published when this returns; readings follow after `start`. `thresholds` is what
  /// commands made of limits before the restart; what they make of them now goes to `keeper`.
  public init(
    board: MonitoredBoard, store: ModelStore, time: any TimeSource, sources: [any HardwareSource],
    audit: any AuditWriter, keeper: any ThresholdKeeper, thresholds: ThresholdSettings = ThresholdSettings(),
    accounts: any AccountKeeper, observer: any EventObserver, heartbeat: Heartbeat? = nil
  ) {
    self.sources = sources
    self.heartbeat = heartbeat
    worker = Mutex(
      MonitorWorker(
        board: board, store: store, time: time, sources: sources, audit: audit, keeper: keeper,
        thresholds: thresholds, accounts: accounts, run: Hex.encode(randomBytes(4)), observer: observer,
        mailbox: mailbox))
  }

  /// Starts the thread, then the sources. To be called once.
  public func start() throws(NoThread) {
    let started = try WorkerThread(name: "monitor") { [self] in run() }
    thread.withLock { $0 = started }
    for source in sources { source.start(sink: self) }
  }

  /// Ends what is under way, releasing its lines, and stops the sources. Commands are refused from now on; those that
  /// wait are answered before this returns.
  public func stop() {
    mailbox.close()
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let running { running.join() } else { run() }
    for source in sources { source.stop() }
  }

  public func deliver(_ report: HardwareReport, from source: String) {
    if case .status(let status) = report { statuses.withLock { $0[source] = status } }
    mailbox.put(report, from: source)
  }

  /// How each source stands by its own last word, in the order in which they were given. Any thread; never waits for the
  /// monitor's.
  public var sourceStatuses: [(source: String, status: SourceStatus)] {
    let statuses = statuses.withLock { $0 }
    return sources.map { ($0.name, statuses[$0.name] ?? .connecting) }
  }

  /// Where the newest reading of a sensor came from; nil where its source does not know. Any thread; never waits.
  public func trace(of sensor: String) -> ReadingTrace? {
    for source in sources {
      if let trace = source.trace(of: sensor) { return trace }
    }
    return nil
  }

  /// The accounts are not what they were: the model is brought up to date.
  public func accountsChanged() { mailbox.putAccountsChanged() }

  func submit(_ command: WaitingCommand) { mailbox.put(command) }

  private func run() {
    let clock = SystemClock()
    var nextBeat = clock.now()
    while mailbox.isOpen {
      var patience = worker.withLock { worker in
        worker.work()
        return worker.patience
      }
      if let heartbeat {
        let now = clock.now()
        if now >= nextBeat {
          heartbeat.beat()
          nextBeat = now + heartbeat.interval
        }
        patience = min(patience ?? heartbeat.interval, nextBeat - now)
      }
      mailbox.wait(atMost: patience)
    }
    worker.withLock { worker in
      worker.work()
      worker.abandon()
    }
    awaitReleases()
  }

  private func awaitReleases() {
    let clock = SystemClock()
    let end = clock.now() + Monitor.farewell
    while worker.withLock({ !$0.unanswered.isEmpty }), clock.now() < end {
      mailbox.wait(atMost: end - clock.now())
      worker.withLock { $0.work() }
    }
  }
}
