import Model

/// Power commands: from the decision to the ending of their sequence.
extension MonitorCore {
  func refusal(of verb: PowerVerb, on system: String, at now: Moment) -> CommandOutcome? {
    let situation = systems[system].map {
      CommandGate.Situation(
        supported: $0.plan.verbs, state: $0.confirmed(at: now.instant), isBusy: $0.running != nil)
    }
    if let refusal = CommandGate.refusal(of: verb, in: situation) { return refusal }
    return powerSource(of: system) == nil ? .unreachable("no source operates the power of system \(system)") : nil
  }

  /// Starts the sequence of an admitted command.
  mutating func operate(_ id: String, _ verb: PowerVerb, _ admission: Admission, at now: Moment) {
    guard let track = systems[id], let source = powerSource(of: id), track.running == nil else {
      return answer(admission, .unreachable("system \(id) is gone"), now)
    }
    systems[id]?.begin(SystemTrack.Running(admission: admission, verb: verb, source: source))
    running.insert(id)
    output.touch(ObjectID(.system, id))
    output.tell(.powerStarted(system: id, verb: verb), at: now.wall)
    let effects = systems[id]?.sequencer.begin(
      verb, plan: track.plan, system: id, seen: track.confirmed(at: now.instant), offSince: track.offSince,
      now: now.instant)
    carryOut(effects ?? [], on: id, now)
  }

  mutating func actionFinished(_ token: ActionToken, _ result: ActionResult, at now: Moment) {
    requestFinished(token, result, at: now)
    driveFinished(token, result, at: now)
    for id in running {
      guard let running = systems[id]?.running else { continue }
      if running.action == token {
        systems[id]?.running?.action = nil
        carryOut(systems[id]?.sequencer.actionFinished(result, now: now.instant) ?? [], on: id, now)
      } else if running.reading == token {
        systems[id]?.running?.reading = nil
        carryOut(systems[id]?.sequencer.readFinished(now: now.instant) ?? [], on: id, now)
      }
    }
  }

  mutating func stop(because reason: String, at now: Moment) {
    isStopping = true
    abandonRequests(because: reason, at: now)
    leaveFans()
    for id in running.sorted() {
      carryOut(systems[id]?.sequencer.abandon(.failed(reason)) ?? [], on: id, now)
    }
  }

  /// Translates what the sequencer of `system` wants.
  mutating func carryOut(_ effects: [PowerSequencer.Effect], on system: String, _ now: Moment) {
    for effect in effects {
      guard let running = systems[system]?.running else { return }
      switch effect {
      case .perform(let action):
        let token = nextToken()
        systems[system]?.running?.action = token
        output.perform(action, source: source(of: action) ?? running.source, token)
      case .readPower:
        let token = nextToken()
        systems[system]?.running?.reading = token
        output.perform(.readPower(system: system), source: stateSource(of: system) ?? running.source, token)
      case .awaitTurn:
        awaitTurn(of: system, now)
      case .answer(.accepted):
        accept(running, on: system, now)
      case .answer(let outcome):
        answer(running.admission, outcome, now)
      case .finished(let ending):
        finish(running, ending, on: system, now)
      }
    }
    followJob(of: system)
  }

  private mutating func awaitTurn(of system: String, _ now: Moment) {
    guard let feed = systems[system]?.plan.feed else { return turnCame(of: system, now) }
    if powerOnQueues[feed.name, default: PowerOnQueue(spacing: feed.spacing)].join(system, at: now.instant) {
      turnCame(of: system, now)
    } else {
      carryOut(systems[system]?.sequencer.turnIsLater() ?? [], on: system, now)
    }
  }

  private mutating func turnCame(of system: String, _ now: Moment) {
    let seen = confirmedPower(of: system, now)
    carryOut(systems[system]?.sequencer.turnCame(seen: seen, now: now.instant) ?? [], on: system, now)
  }

  /// The systems whose sequences depend on time.
  mutating func tickSequences(at now: Moment) {
    for feed in powerOnQueues.keys.sorted() {
      while let system = powerOnQueues[feed]?.take(at: now.instant) { turnCame(of: system, now) }
    }
    for id in running.sorted() { carryOut(systems[id]?.sequencer.tick(now.instant) ?? [], on: id, now) }
  }

  /// When `tickSequences` is wanted; nil while no sequence depends on time.
  var nextTick: Instant? {
    let turn = powerOnQueues.values.lazy.compactMap(\.nextTurn).min()
    let wake = running.lazy.compactMap { systems[$0]?.sequencer.wakeAt }.min()
    return [turn, wake].compactMap { $0 }.min()
  }

  private mutating func accept(_ running: SystemTrack.Running, on system: String, _ now: Moment) {
    systems[system]?.accept(running.verb)
    output.touch(ObjectID(.system, system))
    guard running.verb.isJob else { return answer(running.admission, .accepted, now) }
    let job = startJob(running.verb, on: system, by: running.admission.caller.user, at: now)
    systems[system]?.running?.job = job.id
    answer(running.admission, .job(job), now)
  }

  private mutating func finish(
    _ running: SystemTrack.Running, _ ending: PowerSequencer.Ending, on system: String, _ now: Moment
  ) {
    systems[system]?.end()
    self.running.remove(system)
    if let feed = systems[system]?.plan.feed { powerOnQueues[feed.name]?.leave(system) }
    if let job = running.job { finishJob(job, ending, at: now) }
    output.touch(ObjectID(.system, system))
    output.tell(.powerFinished(system: system, verb: running.verb, ending), at: now.wall)
    output.record(
      running.admission.record(
        .finished(ending), at: now.wall, after: confirmedPower(of: system, now).rawValue))
  }

  func confirmedPower(of system: String, _ now: Moment) -> PowerState {
    systems[system]?.confirmed(at: now.instant) ?? .unknown
  }

  private func powerSource(of system: String) -> String? {
    board.powerSources[system] ?? powerReporters[system] ?? stateSource(of: system)
      ?? (sources.count == 1 ? sources.first : nil)
  }

  private func source(of action: HardwareAction) -> String? {
    if case .setLine(let line, _, _) = action { board.lineSources[line] } else { nil }
  }

  /// Who reads the line that tells the system's state.
  private func stateSource(of system: String) -> String? {
    systems[system]?.plan.stateLine.flatMap { board.lineSources[$0] }
  }

  mutating func nextToken() -> ActionToken {
    lastToken += 1
    return ActionToken(number: lastToken)
  }
}
