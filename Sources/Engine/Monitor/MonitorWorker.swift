import Model

/// Carries out what the core decides: model, audit trail, hardware, observer, answers. Used by one thread at a time.
final class MonitorWorker {
  private var core: MonitorCore
  private let store: ModelStore
  private let time: any TimeSource
  private let sources: [String: any HardwareSource]
  private let audit: any AuditWriter
  private let observer: any EventObserver
  private let keeper: any ThresholdKeeper
  private let accounts: any AccountKeeper
  /// Ids of the systems of the board file.
  private let systems: [String]
  private let mailbox: MonitorMailbox
  private var waiting: [Ticket: @Sendable (CommandOutcome) -> Void] = [:]
  private var lastTicket: UInt64 = 0
  /// Actions handed to sources and not yet answered.
  private(set) var unanswered: Set<ActionToken> = []

  init(
    board: MonitoredBoard, store: ModelStore, time: any TimeSource, sources: [any HardwareSource],
    audit: any AuditWriter, keeper: any ThresholdKeeper, thresholds: ThresholdSettings,
    accounts: any AccountKeeper, run: String, observer: any EventObserver, mailbox: MonitorMailbox
  ) {
    core = MonitorCore(board: board, sources: sources.map(\.name), thresholds: thresholds, run: run)
    self.store = store
    self.time = time
    self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.audit = audit
    self.observer = observer
    self.keeper = keeper
    self.accounts = accounts
    systems = board.contents.systemIDs
    self.mailbox = mailbox
    carryOut(core.start())
    takeAccounts()
  }

  /// How long nothing need be done if nothing comes in; nil for ever.
  var patience: Duration? { core.deadline.map { max($0 - time.now(), .zero) } }

  /// Takes everything that waits, and does what the time has come for.
  func work() {
    let contents = mailbox.takeAll()
    for (report, source) in contents.reports { handle(.report(report, from: source)) }
    for (token, result) in contents.results where unanswered.remove(token) != nil {
      handle(.actionFinished(token, result))
    }
    if contents.accountsChanged { takeAccounts() }
    if let deadline = core.deadline, deadline <= time.now() { handle(.timer) }
    for command in contents.commands {
      lastTicket += 1
      let ticket = Ticket(number: lastTicket)
      waiting[ticket] = command.completion
      handle(.command(ticket, command.command, command.caller))
    }
    if contents.turnedAway > 0 { tell(.commandsTurnedAway(contents.turnedAway)) }
  }

  /// Ends every sequence; what its lines need to be released is on its way when this returns, and only that is still
  /// waited for: a BMC that does not answer must not hold up the end of the agent.
  func abandon() {
    unanswered = []
    handle(.stop(reason: MonitorMailbox.stopping))
  }

  private func handle(_ input: MonitorCore.Input) { carryOut(core.handle(input, at: time.moment())) }

  private func carryOut(_ effects: [MonitorCore.Effect]) {
    for effect in effects {
      switch effect {
      case .remove(let ids): store.remove(ids)
      case .publish(let changes): store.publish(changes)
      case .event(let event): observer.observe(event)
      case .perform(let action, let source, let token): perform(action, source: source, token)
      case .admit(let admission, let record): admit(admission, record)
      case .keep(let settings, let admission): keep(settings, for: admission)
      case .change(let change, let name, let admission): make(change, of: name, for: admission)
      case .record(let record): write(record)
      case .answer(let ticket, let outcome): waiting.removeValue(forKey: ticket)?(outcome)
      }
    }
  }

  private func perform(_ action: HardwareAction, source: String, _ token: ActionToken) {
    unanswered.insert(token)
    guard let performer = sources[source] else {
      return mailbox.put(.unreachable("there is no source named \(source)"), to: token)
    }
    performer.perform(action) { [mailbox] result in mailbox.put(result, to: token) }
  }

  /// Nothing is done that has left no trace.
  private func admit(_ admission: Admission, _ record: AuditRecord) {
    if let failure = write(record) {
      waiting.removeValue(forKey: admission.ticket)?(
        .failed("the audit record could not be written: \(failure.message)"))
    } else {
      handle(.execute(admission))
    }
  }

  private func keep(_ settings: ThresholdSettings, for admission: Admission) {
    do throws(StateFailure) {
      try keeper.keep(settings)
      handle(.kept(admission, settings, failure: nil))
    } catch {
      handle(.kept(admission, settings, failure: error.description))
    }
  }

  private func takeAccounts() {
    if let contents = accounts.contents(systems: systems) { handle(.accounts(contents)) }
  }

  private func make(_ change: AccountChange, of name: String, for admission: Admission) {
    var problem: AccountError?
    do throws(AccountError) {
      try accounts.carryOut(change, on: name, by: admission.caller.rights.permissions)
    } catch {
      problem = error
    }
    handle(.changed(admission, accounts: accounts.contents(systems: systems), problem))
  }

  @discardableResult
  private func write(_ record: AuditRecord) -> AuditFailure? {
    do {
      try audit.append(record)
      return nil
    } catch {
      tell(.auditFailed(error.message))
      return error
    }
  }

  private func tell(_ kind: Event.Kind) { observer.observe(Event(time: time.wallTime(), kind: kind)) }
}
