import Glibc
import IPMIWire
public import Model
import Synchronization

/// One BMC as a source of hardware reports: its inventory, its readings, the power of the system it manages. The
/// session is held by the worker program; nothing here waits for the BMC.
public final class BMCSource: HardwareSource {
  private struct State {
    var sink: (any HardwareSink)?
    /// Why there is no session; nil while there is one.
    var noSession: String? = State.notYet

    static let notYet = "There is no session with the BMC yet: try again in a moment."

    var inventory: BMCInventory
    var converters: [SensorKey: ReadingConverter] = [:]
    /// Of what was last delivered.
    var contentsHash: Int?
  }

  /// Beyond the session's own timeout, for the way to the worker and back.
  private static let margin = Duration.seconds(2)

  public let name: String
  private let settings: BMCSettings
  private let worker: IPMIWorker
  private let time: any TimeSource
  private let margin: Duration
  private let state: Mutex<State>

  /// All sources of an agent share one `worker`.
  public convenience init(name: String, settings: BMCSettings, worker: IPMIWorker, time: any TimeSource) {
    self.init(name: name, settings: settings, worker: worker, time: time, margin: BMCSource.margin)
  }

  init(name: String, settings: BMCSettings, worker: IPMIWorker, time: any TimeSource, margin: Duration) {
    self.name = name
    self.settings = settings
    self.worker = worker
    self.time = time
    self.margin = margin
    state = Mutex(State(inventory: BMCInventory(system: settings.system)))
  }

  public func start(sink: any HardwareSink) {
    state.withLock { $0.sink = sink }
    follow(.connecting)
    worker.give(.attach(self))
  }

  /// Completes within the session's timeout and a margin; at once when there is no session.
  public func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void) {
    let request: IPMIWorker.HardwareRequest
    switch action {
    case .chassisControl(settings.system, let control): request = .chassisControl(control)
    case .readPower(settings.system): request = .readPower
    case .chassisControl(let other, _), .readPower(let other):
      return completion(.refused("This BMC does not manage the system '\(other)'."))
    case .setThresholds, .restoreThresholds, .clearLog, .setBoot, .identify:
      return completion(.refused("Only the power of a BMC can be changed."))
    case .setLine(let line, _):
      return completion(.refused("A BMC has no line '\(line)': use ipmi steps in the board's power section."))
    }
    if let reason = state.withLock({ $0.sink == nil ? "The source is stopped." : $0.noSession }) {
      return completion(.unreachable(reason))
    }
    let limit = settings.sessionTimeout + margin
    worker.give(.send(request, from: ObjectIdentifier(self), within: limit, completion))
  }

  public func stop() {
    let wasRunning = state.withLock { state in
      defer { state.sink = nil }
      return state.sink != nil
    }
    guard wasRunning else { return }
    let done = Wake()
    worker.give(.detach(ObjectIdentifier(self), done: done))
    done?.wait(milliseconds: 400)
  }

  private func follow(_ status: SessionStatus) {
    let (noSession, told): (String?, SourceStatus) =
      switch status {
      case .connecting: (State.notYet, .connecting)
      case .working: (nil, .working)
      case .limited(let kind, let message): (nil, .failing(kind: kind, message: message))
      case .failing(let kind, let message): (message, .failing(kind: kind, message: message))
      }
    state.withLock { $0.noSession = noSession }
    deliver(.status(told))
  }

  private func deliver(_ report: HardwareReport) {
    state.withLock { $0.sink }?.deliver(report, from: name)
  }
}

extension BMCSource: WorkerClient {
  func makeRequest(cacheDirectory: String) -> Result<SessionRequest, SourceFailure> {
    settings.makeRequest(cacheDirectory: cacheDirectory)
  }

  func lose(_ failure: SourceFailure) { follow(.failing(kind: failure.kind, message: failure.message)) }

  func receive(_ report: SessionReport) {
    switch report {
    case .status(let status): follow(status)
    case .device(let device): state.withLock { $0.inventory.begin(device) }
    case .sensor(let sensor): state.withLock { $0.inventory.add(sensor) }
    case .fru(let device): state.withLock { $0.inventory.add(device) }
    case .inventoryEnd: finishInventory()
    case .readings(let batch):
      let samples = state.withLock { state in
        batch.readings.compactMap { state.converters[$0.sensor]?.sample($0) }
      }
      let interval = Duration.milliseconds(batch.intervalMilliseconds)
      deliver(.samples(samples, at: taken(batch.takenNanoseconds), interval: interval))
    case .power(let reading):
      let interval = Duration.milliseconds(reading.intervalMilliseconds)
      deliver(
        .power(
          system: settings.system, state: reading.state, at: taken(reading.takenNanoseconds), interval: interval))
    case .result: break
    }
  }

  /// The worker takes stock now and then; only what is new is passed on.
  private func finishInventory() {
    let news = state.withLock { state -> [Content]? in
      let (contents, converters) = state.inventory.finished()
      state.inventory = BMCInventory(system: settings.system)
      let hash = contents.hashValue
      guard hash != state.contentsHash else { return nil }
      state.contentsHash = hash
      state.converters = converters
      return contents
    }
    if let news { deliver(.inventory(news)) }
  }

  /// Nothing was read later than now.
  private func taken(_ nanoseconds: UInt64) -> Instant { min(Instant(nanoseconds: nanoseconds), time.now()) }
}
