import Model

/// What remains of power steps once pulses and holds are taken apart: things done one after the other.
enum PowerMove: Hashable, Sendable {
  case act(HardwareAction)
  case delay(Duration)
  /// Wait until the hardware confirms the state.
  case confirm(PowerState, within: Duration, isOptional: Bool)

  static func moves(for steps: [PowerStep], system: String) -> [PowerMove] {
    steps.flatMap { step -> [PowerMove] in
      switch step {
      case .pulse(let line, let length):
        [.act(.setLine(name: line, asserted: true)), .delay(length), .act(.setLine(name: line, asserted: false))]
      case .hold(let line, let state, let within):
        [
          .act(.setLine(name: line, asserted: true)), .confirm(state, within: within, isOptional: false),
          .act(.setLine(name: line, asserted: false)),
        ]
      case .set(let line, let asserted):
        [.act(.setLine(name: line, asserted: asserted))]
      case .until(let state, let within, let isOptional):
        [.confirm(state, within: within, isOptional: isOptional)]
      case .wait(let length):
        [.delay(length)]
      case .chassisControl(let control):
        [.act(.chassisControl(system: system, control))]
      }
    }
  }
}
