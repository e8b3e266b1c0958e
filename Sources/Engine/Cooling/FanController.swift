import Model

/// How one fan is driven: a value without hardware. It is told what its zone demands, what somebody asked for and what
/// the hardware says; `next` gives the duty to write, one at a time.
struct FanController {
  /// What became of the fan, worth a line in the log.
  enum News: Hashable {
    /// The rest of a sentence that begins with the fan.
    case disobeys(String)
    case obeys
  }

  /// What somebody wants of it.
  struct Wish: Hashable {
    /// Nil: nobody but the hardware says how fast it turns.
    var mode: FanMode?
    /// Revolutions per minute, in manual mode.
    var speed: UInt64?
  }

  static let fullDuty = 100.0
  /// What is read back may differ by so many points: hardware counts duties in steps.
  static let tolerance = 2.0
  /// Between two attempts to write what was not taken.
  static let pauseLength = Duration.seconds(2)
  /// So often in a row something else is read back before that is told.
  static let patience = 3

  let plan: FanPlan
  private(set) var wish: Wish
  /// In percent, as last read back; nil while nothing is known of it.
  private(set) var duty: Double?
  /// Past it the duty is unknown; nil while it is.
  private(set) var validUntil: Instant?
  private var demand: ZoneController.Demand?
  private var correction = SpeedCorrection()
  private var readAt: Instant?
  private var writing: (duty: Double, since: Instant)?
  /// What the hardware has taken, as far as is known.
  private var written: (duty: Double, at: Instant)?
  /// The duty that was not taken is not tried again before.
  private var pause: (duty: Double, until: Instant)?
  private var misses = 0
  private var isDisobeying = false

  init(_ plan: FanPlan) {
    self.plan = plan
    wish = Wish(mode: plan.zone == nil ? nil : .automatic)
  }

  // MARK: What is wanted

  mutating func take(_ demand: ZoneController.Demand) { self.demand = demand }

  /// Somebody asked for another mode or speed, or takes that back.
  mutating func take(_ wish: Wish) {
    self.wish = wish
    correction = SpeedCorrection()
  }

  /// The duty that it ought to have; nil where that is left to the hardware. Full speed comes before all else.
  var target: Double? {
    guard let mode = wish.mode else { return nil }
    guard plan.zone != nil else { return manualDuty }
    guard case .duty(let demanded) = demand else { return Self.fullDuty }
    return mode == .manual ? manualDuty : bounded(demanded.rounded(.up))
  }

  private var manualDuty: Double {
    guard let speed = wish.speed, let full = plan.fullSpeed, full > 0 else { return Self.fullDuty }
    let promised = Double(speed) / Double(full) * 100
    return bounded(((promised + correction.points) * 10).rounded() / 10)
  }

  private func bounded(_ duty: Double) -> Double { min(Self.fullDuty, max(duty, plan.minimumDuty)) }

  // MARK: What is written

  /// Whether something is being written, or ought to be.
  var isSettled: Bool { writing == nil && (target == nil || target == written?.duty) }

  /// The duty to write now; `finished` must follow. Nil while one is being written or nothing need be.
  mutating func next(at now: Instant) -> Double? {
    guard !isSettled, writing == nil, let target else { return nil }
    if let pause, pause.duty == target, now < pause.until { return nil }
    writing = (target, now)
    return target
  }

  /// When `next` is wanted by itself; nil while it waits for nothing but news.
  var wakeAt: Instant? { isSettled || writing != nil ? nil : pause?.until }

  /// What was being written was taken, or not. A read-back came before, if any did.
  mutating func finished(_ result: ActionResult, at now: Instant) -> News? {
    guard let finished = writing else { return nil }
    writing = nil
    pause = nil
    guard result == .done else {
      written = nil
      pause = (finished.duty, now + Self.pauseLength)
      return disobeys(result.reason)
    }
    written = (finished.duty, now)
    guard let readAt, readAt > finished.since else { return nil }
    return compare(at: now)
  }

  /// `duty` was read back at `sampledAt`. What is older than the newest is ignored.
  mutating func read(_ duty: Double?, at sampledAt: Instant, interval: Duration, now: Instant) -> News? {
    if let readAt, sampledAt < readAt { return nil }
    readAt = sampledAt
    self.duty = duty
    validUntil = sampledAt + interval * 3
    guard writing == nil, let written, sampledAt >= written.at else { return nil }
    return compare(at: now)
  }

  /// Holds what was read back against what was written; what is not confirmed is to be written again.
  private mutating func compare(at now: Instant) -> News? {
    guard let written else { return nil }
    if let duty, abs(duty - written.duty) <= Self.tolerance {
      misses = 0
      guard isDisobeying else { return nil }
      isDisobeying = false
      return .obeys
    }
    self.written = nil
    misses += 1
    // Somebody else may have written once; who goes on is not to be written against without end.
    if misses > 1 { pause = (written.duty, now + Self.pauseLength) }
    guard misses >= Self.patience else { return nil }
    return disobeys(
      duty.map { "it is driven at \($0.inWords) % after \(written.duty.inWords) % were written" }
        ?? "what it is driven at cannot be read back")
  }

  private mutating func disobeys(_ reason: String) -> News? {
    guard !isDisobeying else { return nil }
    isDisobeying = true
    return .disobeys(reason)
  }

  // MARK: What is measured

  /// Its tachometer read `speed`, in revolutions per minute, at `takenAt`. Counts in manual mode only, while the duty is
  /// what it ought to be.
  mutating func measured(_ speed: Double, at takenAt: Instant) {
    guard wish.mode == .manual, let wanted = wish.speed, let full = plan.fullSpeed, full > 0 else { return }
    guard isSettled, let written, target == manualDuty else { return }
    correction.look(
      speed: speed, wanted: Double(wanted), fullSpeed: Double(full), takenAt: takenAt, steadySince: written.at)
  }

  /// Time has passed: whether the duty became unknown by it.
  mutating func expire(_ now: Instant) -> Bool {
    guard let validUntil, now > validUntil else { return false }
    self.validUntil = nil
    duty = nil
    return true
  }
}

extension ActionResult {
  fileprivate var reason: String {
    switch self {
    case .done: ""
    case .unreachable(let text), .timedOut(let text), .invalidState(let text), .refused(let text): text
    }
  }
}

extension Double {
  /// With one place after the point at most.
  fileprivate var inWords: String {
    let rounded = (self * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
