import Model

/// What is done with the lines of a plan. Belongs to one thread at a time; calls may block for as long as a chip does.
///
/// An output is taken when it is driven and never before, with the level that is asked for, so that taking it does not
/// move it. Where the level does not last it is given back with the release. What a line was told last is never taken for
/// what it is: states come from inputs.
final class LineWorker {
  private struct Input {
    let planned: PlannedLine
    var held: (any HeldLine)?
  }

  private struct Output {
    let planned: PlannedLine
    var site: LineSite?
    var held: (any HeldLine)?
    /// Whether it must not be left as it is when the agent ends.
    var mustBeReleased = false
  }

  /// Between two looks for a line that was not there, or was somebody else's.
  static let searchInterval = Duration.seconds(5)

  private let plan: LinePlan
  private let chips: any LineChips
  private let finder: LineFinder
  private let guardian: (any Guardian)?
  private let time: any TimeSource
  private let deliver: (HardwareReport) -> Void
  private var inputs: [Input]
  private var outputs: [Output]
  /// By line.
  private var problems: [String: LineProblem] = [:]
  private var told: SourceStatus?
  private var nextScan: Instant
  private var nextSearch: Instant

  init(
    _ plan: LinePlan, chips: any LineChips, guardian: (any Guardian)?, time: any TimeSource,
    deliver: @escaping (HardwareReport) -> Void
  ) {
    self.plan = plan
    self.chips = chips
    finder = LineFinder(chips: chips)
    self.guardian = guardian
    self.time = time
    self.deliver = deliver
    inputs = plan.lines.filter { !$0.isOutput }.map { Input(planned: $0) }
    outputs = plan.lines.filter(\.isOutput).map { Output(planned: $0) }
    nextScan = time.now()
    nextSearch = nextScan
  }

  /// Reads the inputs when it is time to, and looks for lines that were not there. Returns how long nothing need be done.
  func work() -> Duration {
    let now = time.now()
    if nextSearch <= now {
      nextSearch = now + LineWorker.searchInterval
      for place in inputs.indices where inputs[place].held == nil { take(place) }
      for place in outputs.indices where outputs[place].site == nil { lookAt(place) }
    }
    if nextScan <= now {
      nextScan = now + plan.interval
      for place in inputs.indices { _ = read(place) }
    }
    tellStatus()
    return min(nextScan, nextSearch) - time.now()
  }

  /// Looks at the outputs only. Returns what was wrong with each.
  func rest() -> [String] {
    for place in outputs.indices { lookAt(place) }
    return plan.lines.compactMap { problems[$0.name]?.sentence }
  }

  // MARK: Inputs

  private func take(_ place: Int) {
    let planned = inputs[place].planned
    note(planned) { () throws(LineProblem) in
      inputs[place].held = try take(planned, at: try finder.site(of: planned), isAsserted: false)
    }
  }

  /// Reports what comes in. An input that cannot be read is reported as nothing, and so becomes unknown.
  private func read(_ place: Int) -> Bool {
    guard let held = inputs[place].held else { return false }
    let planned = inputs[place].planned
    do throws(LineError) {
      let isAsserted = try held.read()
      deliver(.line(name: planned.name, asserted: isAsserted, at: time.now(), interval: plan.interval))
      return true
    } catch {
      inputs[place].held = nil
      problems[planned.name] = .refused(error, planned.name, device: "", consumer: "")
      return false
    }
  }

  func readPower(of system: String) -> ActionResult {
    guard let line = plan.stateLines[system], let place = inputs.firstIndex(where: { $0.planned.name == line }) else {
      return .refused("No line of this board tells the power of '\(system)'.")
    }
    if inputs[place].held == nil { take(place) }
    defer { tellStatus() }
    return read(place) ? .done : .unreachable(problems[line]?.sentence ?? "The line \(line) cannot be read.")
  }

  // MARK: Outputs

  /// Whether it is there, and whether it was left asserted by an agent that could not end well.
  private func lookAt(_ place: Int) {
    let planned = outputs[place].planned
    note(planned) { () throws(LineProblem) in
      let site = try finder.site(of: planned)
      guard !site.state.flags.contains(.used) else {
        throw .refused(.inUse, planned.name, device: site.device, consumer: site.state.consumer)
      }
      if planned.isMomentary { try rest(planned, at: site) }
      outputs[place].site = site
    }
  }

  /// Brings a line that nobody has any business asserting to its inactive level. One that is not driven is let be.
  private func rest(_ planned: PlannedLine, at site: LineSite) throws(LineProblem) {
    if site.state.flags.contains(.output) { _ = try take(planned, at: site, isAsserted: false) }
  }

  func set(_ name: String, _ isAsserted: Bool, lasts: Bool) -> ActionResult {
    guard let place = outputs.firstIndex(where: { $0.planned.name == name }) else {
      return .refused("This board has no GPIO output '\(name)'.")
    }
    defer { tellStatus() }
    // It was never taken, so it is not ours to release.
    if !isAsserted, !lasts, !outputs[place].mustBeReleased { return .done }
    do throws(LineProblem) {
      try drive(place, isAsserted, isGuarded: isAsserted && !lasts)
    } catch {
      problems[name] = error
      return .unreachable(error.sentence)
    }
    problems[name] = nil
    if isAsserted, !lasts { return .done }
    outputs[place].mustBeReleased = false
    guardian?.forget(LineWorker.key(name))
    if !lasts { outputs[place].held = nil }
    return .done
  }

  private func drive(_ place: Int, _ isAsserted: Bool, isGuarded: Bool) throws(LineProblem) {
    let planned = outputs[place].planned
    let known = outputs[place].site
    let site = if let known { known } else { try finder.site(of: planned) }
    outputs[place].site = site
    if isGuarded { try keep(planned, site) }
    do throws(LineProblem) {
      if let held = outputs[place].held {
        try drive(held, planned, isAsserted)
      } else {
        outputs[place].held = try take(planned, at: site, isAsserted: isAsserted)
      }
      if isGuarded { outputs[place].mustBeReleased = true }
    } catch {
      // What could not be taken did not move.
      if outputs[place].held == nil, !outputs[place].mustBeReleased { guardian?.forget(LineWorker.key(planned.name)) }
      outputs[place].held = nil
      outputs[place].site = nil
      throw error
    }
  }

  private func drive(_ held: any HeldLine, _ planned: PlannedLine, _ isAsserted: Bool) throws(LineProblem) {
    do throws(LineError) {
      try held.drive(isAsserted)
    } catch {
      throw .refused(error, planned.name, device: "", consumer: "")
    }
  }

  /// Nothing is asserted that nobody would release.
  private func keep(_ planned: PlannedLine, _ site: LineSite) throws(LineProblem) {
    do throws(GuardianFailure) {
      let act = LastAct.releaseLine(device: site.device, line: site.line, flags: planned.flags.rawValue)
      try guardian?.keep(act, for: LineWorker.key(planned.name))
    } catch {
      throw LineProblem(kind: "no-guardian", sentence: error.sentence)
    }
  }

  private static func key(_ line: String) -> String { "line:\(line)" }

  private func take(
    _ planned: PlannedLine, at site: LineSite, isAsserted: Bool
  ) throws(LineProblem) -> any HeldLine {
    do throws(LineError) {
      return try chips.take(site.line, of: site.device, planned.flags, isAsserted: isAsserted)
    } catch {
      throw .refused(error, planned.name, device: site.device, consumer: finder.consumer(of: site))
    }
  }

  /// Releases what no sequence will release any more, and gives everything back; what lasts keeps its level.
  func end() {
    for place in outputs.indices where outputs[place].mustBeReleased {
      _ = set(outputs[place].planned.name, false, lasts: false)
    }
    for place in outputs.indices { outputs[place].held = nil }
    for place in inputs.indices { inputs[place].held = nil }
  }

  // MARK: How it stands

  private func note(_ planned: PlannedLine, _ body: () throws(LineProblem) -> Void) {
    do throws(LineProblem) {
      try body()
      problems[planned.name] = nil
    } catch {
      problems[planned.name] = error
    }
  }

  private func tellStatus() {
    let first = plan.lines.lazy.compactMap { self.problems[$0.name] }.first
    let status = first.map { SourceStatus.failing(kind: $0.kind, message: $0.sentence) } ?? .working
    guard status != told else { return }
    told = status
    deliver(.status(status))
  }
}
