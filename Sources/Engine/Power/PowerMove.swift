import Model

/// What remains of power steps once pulses and holds are taken apart: things done one after the other.
enum PowerMove: Hashable, Sendable {
  case act(HardwareAction)
  case delay(Duration)
  /// Wait until the hardware confirms the state.
  case confirm(PowerState, within: Duration, isOptional: Bool)
  /// Wait for the system's turn to be switched on. With `fromOff` there is nothing to switch on where it is on already.
  case turn(fromOff: Bool)

  /// What carries out a verb; with `takesTurns` the step that switches on waits for its turn.
  static func moves(for verb: PowerVerb, _ steps: [PowerStep], system: String, takesTurns: Bool) -> [PowerMove] {
    guard takesTurns, let start = switchOn(verb, steps) else { return settled(moves(for: steps, system: system)) }
    return settled(
      moves(for: steps[..<start.step], system: system) + [.turn(fromOff: start.isFromOff)]
        + moves(for: steps[start.step...], system: system))
  }

  /// The moves with what lasts of them marked: an assertion that no later move takes back, a release that takes none back.
  private static func settled(_ moves: [PowerMove]) -> [PowerMove] {
    moves.enumerated().map { place, move in
      guard case .act(.setLine(let line, let asserted, _)) = move else { return move }
      let others = asserted ? moves[(place + 1)...] : moves[..<place]
      let lasts = !others.contains { $0.sets(line, asserted: !asserted) }
      return .act(.setLine(name: line, asserted: asserted, lasts: lasts))
    }
  }

  /// Whether it brings the line there.
  func sets(_ line: String, asserted: Bool) -> Bool {
    if case .act(.setLine(line, asserted, _)) = self { true } else { false }
  }

  /// The step that switches on: the first thing that is done once the system is off, or, where the hardware itself goes
  /// through "off", the last that is done before. Nil for verbs that do not switch on.
  private static func switchOn(_ verb: PowerVerb, _ steps: [PowerStep]) -> (step: Int, isFromOff: Bool)? {
    switch verb {
    case .on: return steps.firstIndex(where: \.acts).map { ($0, true) }
    case .cycle, .cycleGraceful, .resetGraceful, .cycleStandby:
      guard let off = steps.lastIndex(where: \.awaitsOff) else {
        return steps.firstIndex(where: \.acts).map { ($0, false) }
      }
      if let next = steps[(off + 1)...].firstIndex(where: \.acts) { return (next, true) }
      return steps[...off].lastIndex(where: \.acts).map { ($0, false) }
    case .off, .offGraceful, .offStandby, .reset, .nmi: return nil
    }
  }

  private static func moves(for steps: some Sequence<PowerStep>, system: String) -> [PowerMove] {
    steps.flatMap { step -> [PowerMove] in
      switch step {
      case .pulse(let line, let length):
        [assert(line), .delay(length), release(line)]
      case .hold(let line, let state, let within):
        [assert(line), .confirm(state, within: within, isOptional: false), release(line)]
      case .set(let line, let asserted):
        [asserted ? assert(line) : release(line)]
      case .until(let state, let within, let isOptional):
        [.confirm(state, within: within, isOptional: isOptional)]
      case .wait(let length):
        [.delay(length)]
      case .chassisControl(let control):
        [.act(.chassisControl(system: system, control))]
      }
    }
  }

  private static func assert(_ line: String) -> PowerMove {
    .act(.setLine(name: line, asserted: true, lasts: false))
  }

  private static func release(_ line: String) -> PowerMove {
    .act(.setLine(name: line, asserted: false, lasts: false))
  }
}

extension PowerStep {
  /// Whether it does something to the hardware.
  fileprivate var acts: Bool {
    switch self {
    case .pulse, .hold, .set, .chassisControl: true
    case .until, .wait: false
    }
  }

  fileprivate var awaitsOff: Bool {
    switch self {
    case .hold(_, let state, _), .until(let state, _, _): state == .off || state == .offStandby
    case .pulse, .set, .wait, .chassisControl: false
    }
  }
}
