import Model

/// The power logic of one simulated chassis: a button, delays, and power-good that follows.
struct ChassisMachine {
  private enum State {
    case off
    case starting(done: Instant)
    case on
    /// The operating system shuts down.
    case stopping(done: Instant)
  }

  private let chassis: SimulatedChassis
  private var state: State
  /// Since when the button is held, and whether that press still can switch off.
  private var held: (since: Instant, wasOn: Bool)?

  init(_ chassis: SimulatedChassis) {
    self.chassis = chassis
    state = chassis.startsOn ? .on : .off
  }

  var powerGood: Bool {
    switch state {
    case .on, .stopping: true
    case .off, .starting: false
    }
  }

  /// When something will happen by itself; nil when nothing will.
  var nextEvent: Instant? {
    let done: Instant? =
      switch state {
      case .starting(let done), .stopping(let done): done
      case .off, .on: nil
      }
    return [done, forcedOff].compactMap { $0 }.min()
  }

  private var forcedOff: Instant? {
    guard let held else { return nil }
    if case .off = state { return nil }
    return held.since + chassis.holdOff
  }

  mutating func press(at now: Instant) {
    advance(to: now)
    guard held == nil else { return }
    if case .off = state {
      state = .starting(done: now + chassis.powerOnDelay)
      held = (now, false)
    } else {
      held = (now, true)
    }
  }

  /// A press that began while the system was on, and was too short to switch it off, asks for a shutdown.
  mutating func release(at now: Instant) {
    advance(to: now)
    guard let press = held else { return }
    held = nil
    if press.wasOn, case .on = state, let delay = chassis.gracefulDelay { state = .stopping(done: press.since + delay) }
  }

  /// Power is let through, or taken away at once.
  mutating func enable(_ isEnabled: Bool, at now: Instant) {
    advance(to: now)
    switch (state, isEnabled) {
    case (.off, true): state = .starting(done: now + chassis.powerOnDelay)
    case (_, false): state = .off
    case (_, true): break
    }
  }

  /// As a BMC carries them out (IPMI 2.0 table 28-4). A cycle, a reset and an interrupt of a system that is off are
  /// taken, and do nothing.
  mutating func control(_ control: ChassisControl, at now: Instant) {
    advance(to: now)
    switch control {
    case .powerUp: enable(true, at: now)
    case .powerDown: enable(false, at: now)
    case .powerCycle:
      guard powerGood else { return }
      state = .starting(done: now + chassis.powerOnDelay)
    case .hardReset: reset(at: now)
    case .diagnosticInterrupt: break
    case .softShutdown:
      if case .on = state, let delay = chassis.gracefulDelay { state = .stopping(done: now + delay) }
    }
  }

  /// The operating system starts anew, and has forgotten that it was shutting down.
  mutating func reset(at now: Instant) {
    advance(to: now)
    if case .stopping = state { state = .on }
  }

  mutating func advance(to now: Instant) {
    while let event = nextEvent, event <= now {
      if event == forcedOff {
        state = .off
        continue
      }
      switch state {
      case .starting: state = .on
      case .stopping: state = .off
      case .off, .on: return
      }
    }
  }
}
