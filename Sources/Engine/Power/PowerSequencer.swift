public import Model

/// Carries out one power verb at a time on one system. It does nothing itself: each input returns what to do next,
/// and time is passed in.
///
/// Rules that hold on every path: the command is answered exactly once; the ending comes exactly once and last; a
/// line that was asserted, and that the rest of the sequence would have released, is released before the ending; a
/// state counts as confirmed only when it was sampled after the wait for it began.
public struct PowerSequencer: Sendable {
  public enum Effect: Hashable, Sendable {
    /// To be answered by `actionFinished`.
    case perform(HardwareAction)
    /// Read the power state now: reports come in by `power`, the end of the reading by `readFinished`.
    case readPower
    /// Ask for the system's turn to be switched on; `turnCame` follows.
    case awaitTurn
    /// The answer to whoever gave the command.
    case answer(CommandOutcome)
    case finished(Ending)
  }

  /// How a sequence ended. The text of a failure is a sentence for people.
  public enum Ending: Hashable, Sendable {
    case succeeded
    case failed(String)
    /// Somebody ended it; the text says who.
    case cancelled(String)
  }

  private enum State: Sendable {
    case idle
    case acting(giveUpAt: Instant)
    case delaying(until: Instant)
    case queued
    case confirming(PowerState, since: Instant, until: Instant, isOptional: Bool, nextRead: Instant?)
    case readingBack(giveUpAt: Instant)
    case releasing(lines: [String], attempt: Int, giveUpAt: Instant, failure: String)
  }

  fileprivate struct Run: Sendable {
    var changesPower: Bool
    var moves: [PowerMove]
    var next = 0
    var isAnswered = false
    /// Asserted by this sequence and not yet released, in order.
    var asserted: [String] = []
    /// Whether the last thing done was to see a state confirmed, so that nothing need be read again.
    var isConfirmed = false
    var lastSeen: PowerState = .unknown
  }

  /// A source that does not answer within this has broken its promise; the sequence ends rather than block for ever.
  static let answerLimit = Duration.seconds(60)
  /// Between readings of the power state while a change of it is awaited.
  static let readInterval = Duration.seconds(1)
  /// A caller is not kept waiting longer than this for a sequence that begins with a delay.
  static let patience = Duration.seconds(3)
  static let releaseAttempts = 3

  private var state = State.idle
  private var run = Run(changesPower: false, moves: [])

  public init() {}

  public var isIdle: Bool {
    if case .idle = state { true } else { false }
  }

  /// When `tick` is wanted; nil while nothing depends on time.
  public var wakeAt: Instant? {
    switch state {
    case .idle, .queued: nil
    case .acting(let at), .delaying(let at), .readingBack(let at), .releasing(_, _, let at, _): at
    case .confirming(_, _, let until, _, let nextRead): min(until, nextRead ?? until)
    }
  }

  /// What it does now, for people.
  public var activity: String {
    switch state {
    case .idle: "idle"
    case .acting: "waiting for the hardware to answer"
    case .delaying: "waiting before the next step"
    case .queued: "waiting for its turn to be switched on"
    case .confirming(let wanted, _, _, _, _): "waiting until the system is \(wanted.rawValue)"
    case .readingBack: "reading the power state"
    case .releasing: "releasing lines"
    }
  }

  /// The part of the steps that is done, 0 to 99 percent.
  public var progress: UInt8 {
    run.moves.isEmpty ? 0 : UInt8(min(run.next * 100 / run.moves.count, 99))
  }

  // MARK: Inputs

  /// Starts a verb of `plan`; the sequencer must be idle. `seen` is the state confirmed now, and `offSince` says since
  /// when the system is known to be off. A plan with a feed makes it wait for its turn before it switches on.
  public mutating func begin(
    _ verb: PowerVerb, plan: PowerPlan, system: String, seen: PowerState, offSince: Instant?, now: Instant
  ) -> [Effect] {
    precondition(isIdle, "one sequence at a time")
    var moves = PowerMove.moves(
      for: verb, plan.steps[verb] ?? [], system: system, takesTurns: plan.feed != nil)
    if verb == .on, let offSince, offSince + plan.minimumOff > now {
      moves.insert(.delay(offSince + plan.minimumOff - now), at: 0)
    }
    run = Run(changesPower: verb.goal != nil, moves: moves, lastSeen: seen)
    return advance(now)
  }

  /// The hardware was seen in `seen` at `sampledAt`.
  public mutating func power(_ seen: PowerState, sampledAt: Instant, now: Instant) -> [Effect] {
    run.lastSeen = seen
    guard case .confirming(let wanted, let since, _, _, _) = state, sampledAt >= since, seen.confirms(wanted) else {
      return []
    }
    return next(now, isConfirmed: true)
  }

  public mutating func actionFinished(_ result: ActionResult, now: Instant) -> [Effect] {
    switch state {
    case .acting:
      guard let failure = result.failure else { return acknowledged(now) }
      return fail(failure, answering: result.outcome, now: now)
    case .releasing:
      return released(result, now: now)
    case .idle, .delaying, .queued, .confirming, .readingBack:
      return []
    }
  }

  /// The system may be switched on; `seen` is the state confirmed now. A caller who waits is answered by what the
  /// hardware says to it.
  public mutating func turnCame(seen: PowerState, now: Instant) -> [Effect] {
    guard case .queued = state, case .turn(let fromOff) = run.moves[run.next] else { return [] }
    // Somebody else was faster, and the same button would switch it off again.
    if fromOff, seen == .on, run.linesToRelease.isEmpty {
      run.next = run.moves.count
      return conclude(now)
    }
    return next(now, isConfirmed: run.isConfirmed)
  }

  /// The turn is not yet: whoever gave the command is not kept waiting for it.
  public mutating func turnIsLater() -> [Effect] {
    guard case .queued = state else { return [] }
    return answering(.accepted)
  }

  public mutating func readFinished(now: Instant) -> [Effect] {
    switch state {
    case .confirming(let wanted, let since, let until, let isOptional, nil):
      state = .confirming(
        wanted, since: since, until: until, isOptional: isOptional, nextRead: now + PowerSequencer.readInterval)
      return []
    case .readingBack:
      return succeed()
    case .idle, .acting, .delaying, .queued, .confirming, .releasing:
      return []
    }
  }

  public mutating func tick(_ now: Instant) -> [Effect] {
    guard let wakeAt, now >= wakeAt else { return [] }
    switch state {
    case .idle, .queued:
      return []
    case .acting:
      return actionFinished(.timedOut(PowerSequencer.noAnswer), now: now)
    case .delaying:
      return next(now, isConfirmed: run.isConfirmed)
    case .confirming(let wanted, let since, let until, let isOptional, _):
      if now < until {
        state = .confirming(wanted, since: since, until: until, isOptional: isOptional, nextRead: nil)
        return [.readPower]
      }
      if isOptional { return next(now, isConfirmed: false) }
      let failure = run.notConfirmed(wanted, within: until - since)
      return fail(failure, answering: .failed(failure), now: now)
    case .readingBack:
      return succeed()
    case .releasing:
      return released(.timedOut(PowerSequencer.noAnswer), now: now)
    }
  }

  /// Ends the sequence at once, releasing its lines without waiting for an answer.
  public mutating func abandon(_ ending: Ending) -> [Effect] {
    guard !isIdle else { return [] }
    let releases = run.linesToRelease.map { Effect.perform(.setLine(name: $0, asserted: false, lasts: false)) }
    state = .idle
    return answering(.failed(ending.reason)) + releases + [.finished(ending)]
  }

  // MARK: Moves

  private mutating func advance(_ now: Instant) -> [Effect] {
    guard run.next < run.moves.count else { return conclude(now) }
    switch run.moves[run.next] {
    case .act(let action):
      if case .setLine(let line, true, _) = action, !run.asserted.contains(line) { run.asserted.append(line) }
      state = .acting(giveUpAt: now + PowerSequencer.answerLimit)
      return [.perform(action)]
    case .delay(let length):
      guard length > .zero else { return next(now, isConfirmed: run.isConfirmed) }
      state = .delaying(until: now + length)
      return length > PowerSequencer.patience ? answering(.accepted) : []
    case .turn:
      state = .queued
      return [.awaitTurn]
    case .confirm(let wanted, let within, let isOptional):
      state = .confirming(wanted, since: now, until: now + within, isOptional: isOptional, nextRead: nil)
      return [.readPower]
    }
  }

  private mutating func next(_ now: Instant, isConfirmed: Bool) -> [Effect] {
    run.isConfirmed = isConfirmed
    run.next += 1
    return advance(now)
  }

  private mutating func acknowledged(_ now: Instant) -> [Effect] {
    var isConfirmed = false
    if case .act(.setLine(let line, false, _)) = run.moves[run.next] {
      run.asserted.removeAll { $0 == line }
      // Letting go of a button after the state was confirmed does not put the state in doubt.
      isConfirmed = run.isConfirmed
    }
    return answering(.accepted) + next(now, isConfirmed: isConfirmed)
  }

  private mutating func answering(_ outcome: CommandOutcome) -> [Effect] {
    guard !run.isAnswered else { return [] }
    run.isAnswered = true
    return [.answer(outcome)]
  }

  // MARK: Endings

  private mutating func conclude(_ now: Instant) -> [Effect] {
    guard run.changesPower, !run.isConfirmed else { return succeed() }
    state = .readingBack(giveUpAt: now + PowerSequencer.answerLimit)
    return [.readPower]
  }

  private mutating func succeed() -> [Effect] {
    state = .idle
    return answering(.accepted) + [.finished(.succeeded)]
  }

  private mutating func fail(_ failure: String, answering outcome: CommandOutcome, now: Instant) -> [Effect] {
    answering(outcome) + release(run.linesToRelease, attempt: 1, failure: failure, now: now)
  }

  private mutating func release(_ lines: [String], attempt: Int, failure: String, now: Instant) -> [Effect] {
    guard let line = lines.first else {
      state = .idle
      return [.readPower, .finished(.failed(failure))]
    }
    state = .releasing(
      lines: lines, attempt: attempt, giveUpAt: now + PowerSequencer.answerLimit, failure: failure)
    return [.perform(.setLine(name: line, asserted: false, lasts: false))]
  }

  private mutating func released(_ result: ActionResult, now: Instant) -> [Effect] {
    guard case .releasing(let lines, let attempt, _, let failure) = state, let line = lines.first else { return [] }
    let rest = Array(lines.dropFirst())
    guard let problem = result.failure else { return release(rest, attempt: 1, failure: failure, now: now) }
    if attempt < PowerSequencer.releaseAttempts {
      return release(lines, attempt: attempt + 1, failure: failure, now: now)
    }
    let worse = "\(failure); the line \(line) could not be released and may still be asserted: \(problem)"
    return release(rest, attempt: 1, failure: worse, now: now)
  }

  private static let noAnswer = "the hardware did not answer within \(answerLimit.inWords)"
}

extension PowerSequencer.Ending {
  fileprivate var reason: String {
    switch self {
    case .succeeded: "it has ended"
    case .failed(let reason), .cancelled(let reason): reason
    }
  }
}

extension PowerSequencer.Run {
  /// Lines asserted so far whose release still lies ahead, the one under way included.
  fileprivate var linesToRelease: [String] {
    asserted.filter { line in
      moves[next...].contains { $0.sets(line, asserted: false) }
    }
  }

  fileprivate func notConfirmed(_ wanted: PowerState, within: Duration) -> String {
    let seen = lastSeen == .unknown ? "its power state is unknown" : "it is \(lastSeen.rawValue)"
    return "the system did not become \(wanted.rawValue) within \(within.inWords); \(seen)"
  }
}

extension PowerState {
  /// A system without standby power is off, too.
  fileprivate func confirms(_ wanted: PowerState) -> Bool {
    self == wanted || (wanted == .off && self == .offStandby)
  }
}
