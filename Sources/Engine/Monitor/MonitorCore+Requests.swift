import Model

/// Commands that one action of a source carries out: from the action to the answer.
extension MonitorCore {
  /// A second command on what is being changed is turned away.
  func refusalWhileChanging(_ command: Command) -> CommandOutcome? {
    command.subject.map(requests.isUnderWay) == true ? .busy : nil
  }

  /// Has `source` do it; what becomes of it is the answer.
  mutating func ask(_ source: String?, to action: HardwareAction, _ admission: Admission, at now: Moment) {
    guard let subject = admission.command.subject, let source = source ?? (sources.count == 1 ? sources.first : nil)
    else { return answer(admission, .unreachable("no source has reported it yet"), now) }
    let token = nextToken()
    requests.begin(admission, about: subject, token, at: now.instant)
    output.perform(action, source: source, token)
  }

  /// What the source reported about it was taken in before.
  mutating func requestFinished(_ token: ActionToken, _ result: ActionResult, at now: Moment) {
    guard let admission = requests.finish(token) else { return }
    guard result == .done else { return answer(admission, result.outcome, now) }
    switch admission.command {
    case .setBootOrder(let system, let order): arranged(order, of: system, admission, at: now)
    case .setThresholds(let sensor, _), .restoreThresholds(let sensor):
      tellThresholds(of: sensor, at: now)
      answer(admission, .accepted, now)
    default: answer(admission, .accepted, now)
    }
  }

  mutating func expireRequests(at now: Moment) {
    for admission in requests.expire(now.instant) {
      let limit = HardwareRequests.answerLimit.inWords
      answer(admission, .timedOut("the hardware did not answer within \(limit)"), now)
    }
  }

  mutating func abandonRequests(because reason: String, at now: Moment) {
    for admission in requests.abandon() { answer(admission, .failed(reason), now) }
  }

  // MARK: Identify

  func refusalToIdentify(_ system: String) -> CommandOutcome? {
    guard let track = systems[system] else { return .unknownSystem }
    return track.isIdentifiable ? nil : .unsupported
  }

  mutating func identify(_ system: String, isOn: Bool, _ admission: Admission, at now: Moment) {
    ask(systems[system]?.chassisSource, to: .identify(system: system, isOn: isOn), admission, at: now)
  }

  func identifyInWords(_ system: String) -> String {
    guard let track = systems[system] else { return "none" }
    return track.content(health: .unknown).identify?.rawValue ?? "unknown"
  }
}
