import Glibc
import IPMIWire
public import Model
import Synchronization

/// One BMC as a source of hardware reports: its inventory, its readings, the power of the system it manages. The
/// session is held by the worker program; nothing here waits for the BMC.
public final class BMCSource: HardwareSource {
  private struct State {
    var sink: (any HardwareSink)?
    var status: SourceStatus?
    var inventory: BMCInventory
    var converters: [SensorKey: ReadingConverter] = [:]
    var isStopped = false
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
    tell(.connecting)
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
    case .setLine(let line, _):
      return completion(.refused("A BMC has no line '\(line)': use ipmi steps in the board's power section."))
    }
    switch state.withLock({ $0.isStopped ? nil : $0.status }) {
    case .working:
      let limit = settings.sessionTimeout + margin
      worker.give(.send(request, from: ObjectIdentifier(self), within: limit, completion))
    case .failing(_, let message): completion(.unreachable(message))
    case .connecting, nil: completion(.unreachable("There is no session with the BMC yet: try again in a moment."))
    }
  }

  public func stop() {
    let wasRunning = state.withLock { state in
      defer {
        state.isStopped = true
        state.sink = nil
      }
      return state.sink != nil
    }
    guard wasRunning else { return }
    let done = Wake()
    worker.give(.detach(ObjectIdentifier(self), done: done))
    done?.wait(milliseconds: 400)
  }

  private func tell(_ status: SourceStatus) {
    let sink = state.withLock { state in
      state.status = status
      return state.sink
    }
    sink?.deliver(.status(status), from: name)
  }

  private func deliver(_ report: HardwareReport) {
    state.withLock { $0.sink }?.deliver(report, from: name)
  }
}

extension BMCSource: WorkerClient {
  func makeRequest(cacheDirectory: String) -> Result<SessionRequest, SourceFailure> {
    settings.makeRequest(cacheDirectory: cacheDirectory)
  }

  func lose(_ failure: SourceFailure) { tell(.failing(kind: failure.kind, message: failure.message)) }

  func receive(_ report: SessionReport) {
    switch report {
    case .status(.connecting): tell(.connecting)
    case .status(.working): tell(.working)
    case .status(.failing(let kind, let message)): tell(.failing(kind: kind, message: message))
    case .device(let device): state.withLock { $0.inventory.begin(device) }
    case .sensor(let sensor): state.withLock { $0.inventory.add(sensor) }
    case .fru(let device): state.withLock { $0.inventory.add(device) }
    case .inventoryEnd:
      deliver(
        .inventory(
          state.withLock { state in
            let (contents, converters) = state.inventory.finished()
            state.converters = converters
            state.inventory = BMCInventory(system: settings.system)
            return contents
          }))
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

  /// Nothing was read later than now.
  private func taken(_ nanoseconds: UInt64) -> Instant { min(Instant(nanoseconds: nanoseconds), time.now()) }
}
