import Model

extension MonitorCore {
  /// Decides on a command. Whatever the decision, there is an audit record of it.
  mutating func consider(_ command: Command, by caller: Caller, _ ticket: Ticket, at now: Moment) {
    let admission = Admission(
      ticket: ticket, command: command, caller: caller, before: standing(of: command, at: now))
    guard caller.rights.allow(command.requiredPermission) else { return answer(admission, .denied, now) }
    if let refusal = refusalWhileChanging(command) ?? refusal(of: command, at: now) {
      return answer(admission, refusal, now)
    }
    output.admit(admission, admission.record(.admitted, at: now.wall))
  }

  /// Carries out an admitted command, or begins to.
  mutating func execute(_ admission: Admission, at now: Moment) {
    switch admission.command {
    case .power(let system, let verb): operate(system, verb, admission, at: now)
    case .setThresholds(let sensor, let changes): set(changes, of: sensor, admission, at: now)
    case .restoreThresholds(let sensor): restoreThresholds(of: sensor, admission, at: now)
    case .cancelJob(let id): cancelJob(id, admission, at: now)
    case .deleteJob(let id): deleteJob(id, admission, at: now)
    case .account(let name, let change): output.change(change, account: name, for: admission)
    case .clearLog(let id): clearLog(id, admission, at: now)
    case .setBootOrder(let system, let order): setBootOrder(order, of: system, admission, at: now)
    case .setBootRole(let system, let role): setBootRole(role, of: system, admission, at: now)
    case .identify(let system, let isOn): identify(system, isOn: isOn, admission, at: now)
    case .setFanSpeed(let fan, let rpm): setSpeed(rpm, of: fan, admission, at: now)
    }
  }

  mutating func answer(_ admission: Admission, _ outcome: CommandOutcome, _ now: Moment) {
    output.record(
      admission.record(.answered(outcome), at: now.wall, after: standing(of: admission.command, at: now)))
    output.answer(admission.ticket, outcome)
  }

  private func refusal(of command: Command, at now: Moment) -> CommandOutcome? {
    switch command {
    case .power(let system, let verb): refusal(of: verb, on: system, at: now)
    case .setThresholds(let sensor, let changes): refusal(of: changes, of: sensor)
    case .restoreThresholds(let sensor): refusalToRestore(sensor)
    case .cancelJob(let id): refusalToCancel(id)
    case .deleteJob(let id): refusalToDelete(id)
    // Only the store knows, under its lock.
    case .account: nil
    case .clearLog(let id): refusalToClear(id)
    case .setBootOrder(let system, let order): refusal(ofOrder: order, on: system)
    case .setBootRole(let system, let role): refusal(ofRole: role, on: system)
    case .identify(let system, _): refusalToIdentify(system)
    case .setFanSpeed(let fan, let rpm): refusal(ofSpeed: rpm, of: fan)
    }
  }

  /// How what a command is about stands now, in the words of the audit trail.
  func standing(of command: Command, at now: Moment) -> String {
    switch command {
    case .power(let system, _): confirmedPower(of: system, now).rawValue
    case .setThresholds(let sensor, _), .restoreThresholds(let sensor): thresholdsInWords(of: sensor)
    case .cancelJob(let id), .deleteJob(let id): jobs.job(id)?.state.rawValue ?? "none"
    case .account(let name, _): accountInWords(name)
    case .clearLog(let id): logInWords(id)
    case .setBootOrder(let system, _), .setBootRole(let system, _): bootInWords(system)
    case .identify(let system, _): identifyInWords(system)
    case .setFanSpeed(let fan, _): fanInWords(fan)
    }
  }
}
