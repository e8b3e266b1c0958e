import Model

/// A command on its way to the monitor's thread, and who waits for its outcome.
struct WaitingCommand: Sendable {
  var command: Command
  var caller: Caller
  var completion: @Sendable (CommandOutcome) -> Void
}

/// What waits for the monitor's thread. Bounded however slow that thread is: of what one source says about one thing
/// only the newest waits, and commands beyond a bound are turned away.
struct MonitorInbox {
  static let commandLimit = 64
  /// Systems, lines and logs, and also sensors, of one source that can have news waiting.
  static let newsLimit = 8192

  struct Contents {
    var reports: [(report: HardwareReport, source: String)] = []
    var results: [(token: ActionToken, result: ActionResult)] = []
    var commands: [WaitingCommand] = []

    /// Whether accounts were found changed.
    var accountsChanged = false

    /// How many commands found no room.
    var turnedAway = 0
  }

  private enum Subject: Hashable {
    case inventory, changed, status
    case power(String), line(String), log(String), boot(String), chassis(String), fan(String)
  }

  private struct Pending {
    var news: [Subject: HardwareReport] = [:]
    /// In which order the subjects are told: objects first, the rest as they came.
    var order: [Subject] = []
    /// Told last, so that they are judged by the newest state of all else.
    var samples = WaitingSamples()
  }

  private var pending: [String: Pending] = [:]
  private var sources: [String] = []
  private var results: [(token: ActionToken, result: ActionResult)] = []
  private var commands: [WaitingCommand] = []
  private var turnedAway = 0
  var accountsChanged = false

  mutating func add(_ report: HardwareReport, from source: String) {
    if pending[source] == nil {
      sources.append(source)
      pending[source] = Pending()
    }
    switch report {
    case .inventory:
      drop(.changed, from: source)
      add(report, about: .inventory, from: source)
    case .changed(let contents):
      add(.changed(waitingChanges(with: contents, from: source)), about: .changed, from: source)
    case .log(let log, _, _, _): add(report, about: .log(log.id), from: source)
    case .boot(let system, _, _, _): add(report, about: .boot(system), from: source)
    case .chassis(let system, _): add(report, about: .chassis(system), from: source)
    case .fan(let id, _, _, _): add(report, about: .fan(id), from: source)
    case .status: add(report, about: .status, from: source)
    case .power(let system, _, _, _): add(report, about: .power(system), from: source)
    case .line(let name, _, _, _): add(report, about: .line(name), from: source)
    case .samples(let samples, let sampledAt, let interval):
      pending[source, default: Pending()].samples.add(samples, at: sampledAt, interval: interval)
    }
  }

  /// Every action is answered once, so these are as many as there are actions under way.
  mutating func add(_ result: ActionResult, to token: ActionToken) { results.append((token, result)) }

  /// False when too many wait already.
  mutating func add(_ command: WaitingCommand) -> Bool {
    guard commands.count < MonitorInbox.commandLimit else {
      turnedAway += 1
      return false
    }
    commands.append(command)
    return true
  }

  /// Everything that waits: reports first, so that a result finds the state that was reported with it, and commands
  /// last, so that they are decided on the newest state.
  mutating func takeAll() -> Contents {
    var contents = Contents(
      results: results, commands: commands, accountsChanged: accountsChanged, turnedAway: turnedAway)
    for source in sources {
      guard let waiting = pending[source] else { continue }
      for subject in waiting.order {
        if let report = waiting.news[subject] { contents.reports.append((report, source)) }
      }
      for report in waiting.samples.reports { contents.reports.append((report, source)) }
    }
    self = MonitorInbox()
    return contents
  }

  /// What is told of all objects counts more than what was told of some before.
  private mutating func drop(_ subject: Subject, from source: String) {
    guard pending[source]?.news.removeValue(forKey: subject) != nil else { return }
    pending[source]?.order.removeAll { $0 == subject }
  }

  /// The changes that wait already and `contents`, the newest of each object.
  private func waitingChanges(with contents: [Content], from source: String) -> [Content] {
    guard case .changed(let waiting)? = pending[source]?.news[.changed] else { return contents }
    let newer = Set(contents.map(\.id))
    return Array((waiting.filter { !newer.contains($0.id) } + contents).prefix(MonitorInbox.newsLimit))
  }

  private mutating func add(_ report: HardwareReport, about subject: Subject, from source: String) {
    var waiting = pending.removeValue(forKey: source) ?? Pending()
    defer { pending[source] = waiting }
    if waiting.news[subject] == nil {
      guard waiting.news.count < MonitorInbox.newsLimit else { return }
      waiting.order.insert(subject, at: subject == .inventory ? 0 : waiting.order.endIndex)
    }
    waiting.news[subject] = report
  }
}
