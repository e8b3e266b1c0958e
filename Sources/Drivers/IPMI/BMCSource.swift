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

    /// What is being told, and what was told last.
    var inventory: BMCInventory
    var lastInventory: BMCInventory
    var converters: [SensorKey: ReadingConverter] = [:]
    var log: EventLogBook
    var takesBootFlags = false
    /// Of what was last delivered.
    var contentsHash: Int?

    /// What the last inventory comes to now.
    mutating func review() -> BMCInventory.Findings {
      let findings = lastInventory.finished(takesBootFlags: takesBootFlags)
      contentsHash = findings.contents.hashValue
      converters = findings.converters
      return findings
    }
  }

  /// Beyond the session's own timeout, for the way to the worker and back.
  private static let margin = Duration.seconds(2)
  /// A log is erased while somebody waits.
  private static let erasing = Duration.seconds(8)

  public let name: String
  private let settings: BMCSettings
  private let naming: BMCNaming
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
    naming = BMCNaming(system: settings.system)
    let inventory = BMCInventory(system: settings.system)
    let log = EventLogBook(naming: naming, system: settings.system, limit: Int(settings.logEntries))
    state = Mutex(State(inventory: inventory, lastInventory: inventory, log: log))
  }

  public func start(sink: any HardwareSink) {
    state.withLock { $0.sink = sink }
    follow(.connecting)
    worker.give(.attach(self))
  }

  /// Completes within the session's timeout and a margin; at once when there is no session.
  public func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void) {
    let command: BMCCommand
    switch order(for: action) {
    case .success(let found): command = found
    case .failure(let refusal): return completion(.refused(refusal.reason))
    }
    if let reason = state.withLock({ $0.sink == nil ? "The source is stopped." : $0.noSession }) {
      return completion(.unreachable(reason))
    }
    let limit = settings.sessionTimeout + margin + (command == .clearLog ? BMCSource.erasing : .zero)
    worker.give(.send(command, from: ObjectIdentifier(self), within: limit, completion))
  }

  /// Why an action is none of this BMC's.
  private struct Refusal: Error {
    var reason: String
  }

  private func order(for action: HardwareAction) -> Result<BMCCommand, Refusal> {
    switch action {
    case .chassisControl(settings.system, let control): return .success(.chassisControl(code: control.rawValue))
    case .readPower(settings.system): return .success(.readPower)
    case .setBoot(settings.system, let device, let once):
      return .success(.setBoot(device: device?.ipmiNumber, once: once))
    case .identify(settings.system, let isOn): return .success(.identify(isOn: isOn))
    case .clearLog(naming.log): return .success(.clearLog)
    case .setThresholds(let id, let limits):
      return converter(of: id).map { .setThresholds($0.key, $0.converter.recordLimits(limits)) }
    case .restoreThresholds(let id): return converter(of: id).map { .restoreThresholds($0.key) }
    case .chassisControl(let other, _), .readPower(let other), .setBoot(let other, _, _), .identify(let other, _):
      return .failure(Refusal(reason: "This BMC does not manage the system '\(other)'."))
    case .clearLog(let id): return .failure(Refusal(reason: "This BMC has no log '\(id)'."))
    case .drive:
      return .failure(Refusal(reason: "A BMC drives its fans itself."))
    case .setLine(let line, _, _):
      return .failure(
        Refusal(reason: "A BMC has no line '\(line)': use ipmi steps in the board's power section."))
    }
  }

  private func converter(of sensor: String) -> Result<(key: SensorKey, converter: ReadingConverter), Refusal> {
    let found = state.withLock { $0.converters.first { $0.value.id == sensor } }
    return found.map { .success(($0.key, $0.value)) }
      ?? .failure(Refusal(reason: "This BMC has no sensor '\(sensor)' any more."))
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
    case .component(let component): state.withLock { $0.inventory.add(component) }
    case .inventoryEnd: finishInventory()
    case .changed(let sensor): change(sensor)
    case .log(let batch): if state.withLock({ $0.log.take(batch) }) { deliverLog() }
    case .chassis(let reading): deliver(.chassis(system: settings.system, reading.status))
    case .boot(let reading): receive(reading)
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
    let (news, isLogRenamed) = state.withLock { state -> ([Content]?, Bool) in
      state.lastInventory = state.inventory
      state.inventory = BMCInventory(system: settings.system)
      let before = state.contentsHash
      let findings = state.review()
      return (state.contentsHash == before ? nil : findings.contents, state.log.name(findings.subjects))
    }
    if let news { deliver(.inventory(news)) }
    if isLogRenamed { deliverLog() }
  }

  /// A sensor has other limits than before.
  private func change(_ record: SensorRecord) {
    let id = ObjectID(.sensor, naming.sensor(record.key))
    let sensor = state.withLock { state in
      // An inventory that is just being told may be older than this.
      state.inventory.replace(record)
      state.lastInventory.replace(record)
      return state.review().contents.first { $0.id == id }
    }
    if let sensor { deliver(.changed([sensor])) }
  }

  private func receive(_ reading: BootReading) {
    // The first one comes before the first inventory, as a rule, which then has the configuration.
    let configuration = state.withLock { state -> [Content] in
      guard !state.takesBootFlags else { return [] }
      state.takesBootFlags = true
      return state.contentsHash == nil ? [] : state.review().contents.filter { $0.id.kind == .boot }
    }
    if !configuration.isEmpty { deliver(.changed(configuration)) }
    let interval = Duration.milliseconds(reading.intervalMilliseconds)
    deliver(.boot(system: settings.system, reading.status, at: taken(reading.takenNanoseconds), interval: interval))
  }

  private func deliverLog() {
    guard let shown = state.withLock({ $0.log.shown }) else { return }
    deliver(.log(shown.log, shown.entries, at: taken(shown.takenNanoseconds), interval: shown.interval))
  }

  /// Nothing was read later than now.
  private func taken(_ nanoseconds: UInt64) -> Instant { min(Instant(nanoseconds: nanoseconds), time.now()) }
}
