import Hashing
public import Model

/// One line of the audit trail: who wanted what, from where, and what became of it.
public struct AuditRecord: Hashable, Sendable {
  public enum Stage: Hashable, Sendable {
    /// Admitted; written before anything is done about it.
    case admitted
    /// What the caller was told. A command that is not admitted has only this record.
    case answered(CommandOutcome)
    /// How the sequence ended that the command had started.
    case finished(PowerSequencer.Ending)
  }

  public var time: WallTime
  public var stage: Stage
  public var caller: Caller
  public var command: Command
  /// How what the command is about stood when it came in, in words: the confirmed power state of the system, the limits
  /// of the sensor, the state of the job.
  public var before: String
  /// How it stands now; nil before anything was done.
  public var after: String?

  public init(
    time: WallTime, stage: Stage, caller: Caller, command: Command, before: String, after: String? = nil
  ) {
    self.time = time
    self.stage = stage
    self.caller = caller
    self.command = command
    self.before = before
    self.after = after
  }

  /// The record as one JSON object and a line feed: only printable text, and of bounded length whatever callers send.
  /// It begins with its number and with the hash of what it builds on.
  public func line(after link: AuditLink) -> [UInt8] {
    var json = JSONLine()
    json.add("number", link.number + 1)
    json.add("previous", Hex.encode(link.hash))
    json.add("time", time.iso8601)
    for (name, value) in fields { json.add(name, value) }
    return json.finish()
  }

  /// What the record says after its time, in the order of the line; each value is cut at 256 bytes. Some are remote text.
  public var fields: [(name: String, value: String)] {
    var fields = [
      ("stage", stage.word), ("request", caller.request), ("user", caller.user),
      ("role", caller.rights.roles.joined(separator: ",")), ("address", caller.address), ("face", caller.face),
    ]
    fields += command.words.map { ($0.name, $0.value) }
    fields.append(("before", before))
    if let result = stage.result {
      fields.append(("outcome", result.word))
      if let detail = result.detail { fields.append((result.detailName, detail)) }
    }
    if let after { fields.append(("after", after)) }
    return fields.map { (name: $0, value: JSONLine.bounded($1)) }
  }
}

extension Command {
  fileprivate var words: [(name: String, value: String)] {
    switch self {
    case .power(let system, let verb): [("command", "power"), ("system", system), ("verb", verb.rawValue)]
    case .setThresholds(let sensor, let changes):
      [("command", "set-thresholds"), ("sensor", sensor), ("thresholds", changes.inWords)]
    case .restoreThresholds(let sensor): [("command", "restore-thresholds"), ("sensor", sensor)]
    case .cancelJob(let id): [("command", "cancel-job"), ("job", id)]
    case .deleteJob(let id): [("command", "delete-job"), ("job", id)]
    case .clearLog(let id): [("command", "clear-log"), ("log", id)]
    case .setBootOrder(let system, let order):
      [
        ("command", "set-boot-order"), ("system", system),
        ("order", order.isEmpty ? "none" : order.map(\.rawValue).joined(separator: ",")),
      ]
    case .setBootRole(let system, let role):
      [("command", "set-boot-role"), ("system", system), ("role", role.rawValue)]
    case .identify(let system, let isOn):
      [("command", "identify"), ("system", system), ("identify", isOn ? "on" : "off")]
    case .setFanSpeed(let fan, let rpm): [("command", "set-fan-speed"), ("fan", fan), ("speed", "\(rpm)")]
    case .account(let name, let change):
      switch change {
      case .create: [("command", "create-account"), ("account", name)]
      case .setPassword: [("command", "set-password"), ("account", name)]
      case .setEnabled(true): [("command", "enable-account"), ("account", name)]
      case .setEnabled(false): [("command", "disable-account"), ("account", name)]
      case .assign(let roles):
        [("command", "assign-roles"), ("account", name), ("roles", roles.joined(separator: ","))]
      case .delete: [("command", "delete-account"), ("account", name)]
      }
    }
  }
}

extension AuditRecord.Stage {
  fileprivate var word: String {
    switch self {
    case .admitted: "admitted"
    case .answered: "answered"
    case .finished: "finished"
    }
  }

  fileprivate var result: (word: String, detailName: String, detail: String?)? {
    switch self {
    case .admitted: nil
    case .answered(.job(let job)): (CommandOutcome.job(job).word, "job", job.id)
    case .answered(let outcome): (outcome.word, "message", outcome.message)
    case .finished(.succeeded): ("succeeded", "message", nil)
    case .finished(.failed(let reason)): ("failed", "message", reason)
    case .finished(.cancelled(let reason)): ("cancelled", "message", reason)
    }
  }
}

extension CommandOutcome {
  fileprivate var word: String {
    switch self {
    case .accepted: "accepted"
    case .alreadySatisfied: "already-satisfied"
    case .job: "job"
    case .denied: "denied"
    case .unsupported: "unsupported"
    case .invalidTransition: "invalid-transition"
    case .busy: "busy"
    case .unknownSystem: "unknown-system"
    case .notFound: "not-found"
    case .alreadyExists: "already-exists"
    case .refused: "refused"
    case .invalidThresholds: "invalid-thresholds"
    case .unreachable: "unreachable"
    case .timedOut: "timed-out"
    case .failed: "failed"
    }
  }

  fileprivate var message: String? {
    switch self {
    case .refused(let text), .unreachable(let text), .timedOut(let text), .failed(let text): text
    case .invalidThresholds(let problem): problem.sentence(unit: .none, \.rawValue)
    default: nil
    }
  }
}
