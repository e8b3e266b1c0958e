import Model

extension MonitorCore {
  /// Decides on a command. Whatever the decision, there is an audit record of it.
  mutating func consider(_ command: Command, by caller: Caller, _ ticket: Ticket, at now: Moment) {
    switch command {
    case .power(let system, let verb):
      let before = systems[system]?.confirmed(at: now.instant) ?? .unknown
      let refusal = caller.role < command.requiredRole ? .denied : refusal(of: verb, on: system, in: before)
      guard let refusal else {
        let admission = Admission(ticket: ticket, system: system, verb: verb, caller: caller, before: before)
        return output.admit(admission, admission.record(.admitted, at: now.wall))
      }
      output.record(
        AuditRecord(
          time: now.wall, stage: .answered(refusal), caller: caller, command: command, before: before, after: before))
      output.answer(ticket, refusal)
    }
  }

  private func refusal(of verb: PowerVerb, on system: String, in state: PowerState) -> CommandOutcome? {
    let situation = systems[system].map {
      CommandGate.Situation(supported: $0.plan.verbs, state: state, isBusy: $0.running != nil)
    }
    if let refusal = CommandGate.refusal(of: verb, in: situation) { return refusal }
    return powerSource(of: system) == nil ? .unreachable("no source operates the power of system \(system)") : nil
  }

  /// Starts the sequence of an admitted command.
  mutating func execute(_ admission: Admission, at now: Moment) {
    let id = admission.system
    guard let track = systems[id], let source = powerSource(of: id), track.running == nil else {
      return answer(admission, .unreachable("system \(id) is gone"), now)
    }
    systems[id]?.begin(SystemTrack.Running(admission: admission, source: source))
    output.touch(ObjectID(.system, id))
    output.tell(.powerStarted(system: id, verb: admission.verb), at: now.wall)
    let effects = systems[id]?.sequencer.begin(
      admission.verb, plan: track.plan, system: id, seen: admission.before, offSince: track.offSince, now: now.instant)
    carryOut(effects ?? [], on: id, now)
  }

  mutating func actionFinished(_ token: ActionToken, _ result: ActionResult, at now: Moment) {
    for (id, track) in systems {
      guard let running = track.running else { continue }
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
    for id in systems.keys.sorted() {
      carryOut(systems[id]?.sequencer.abandon(because: reason) ?? [], on: id, now)
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
        output.perform(action, source: running.source, token)
      case .readPower:
        let token = nextToken()
        systems[system]?.running?.reading = token
        output.perform(.readPower(system: system), source: running.source, token)
      case .answer(.accepted):
        accept(running.admission, now)
      case .answer(let outcome):
        answer(running.admission, outcome, now)
      case .finished(let ending):
        finish(running, ending, now)
      }
    }
  }

  private mutating func accept(_ admission: Admission, _ now: Moment) {
    systems[admission.system]?.accept(admission.verb)
    output.touch(ObjectID(.system, admission.system))
    guard admission.verb.isJob else { return answer(admission, .accepted, now) }
    let job = jobs.start(admission.verb, on: admission.system, at: now.wall)
    systems[admission.system]?.running?.job = job
    output.show(jobs)
    answer(admission, .job(id: job), now)
  }

  private mutating func answer(_ admission: Admission, _ outcome: CommandOutcome, _ now: Moment) {
    output.record(admission.record(.answered(outcome), at: now.wall, after: confirmedPower(of: admission.system, now)))
    output.answer(admission.ticket, outcome)
  }

  private mutating func finish(_ running: SystemTrack.Running, _ ending: PowerSequencer.Ending, _ now: Moment) {
    let admission = running.admission
    systems[admission.system]?.end()
    if let job = running.job {
      jobs.finish(job, ending, at: now.wall)
      output.show(jobs)
    }
    output.touch(ObjectID(.system, admission.system))
    output.tell(.powerFinished(system: admission.system, verb: admission.verb, ending), at: now.wall)
    output.record(admission.record(.finished(ending), at: now.wall, after: confirmedPower(of: admission.system, now)))
  }

  private func confirmedPower(of system: String, _ now: Moment) -> PowerState {
    systems[system]?.confirmed(at: now.instant) ?? .unknown
  }

  private func powerSource(of system: String) -> String? {
    board.powerSources[system] ?? powerReporters[system] ?? (sources.count == 1 ? sources.first : nil)
  }

  private mutating func nextToken() -> ActionToken {
    lastToken += 1
    return ActionToken(number: lastToken)
  }
}

extension Admission {
  fileprivate func record(
    _ stage: AuditRecord.Stage, at time: WallTime, after: PowerState? = nil
  ) -> AuditRecord {
    AuditRecord(time: time, stage: stage, caller: caller, command: command, before: before, after: after)
  }
}
