import Model

/// Decides on a power command before anything is sent: pure, so that the whole table can be read and tested.
enum CommandGate {
  /// What the decision depends on. `state` is the confirmed state, unknown when it is not fresh.
  struct Situation: Hashable, Sendable {
    var supported: [PowerVerb]
    var state: PowerState
    var isBusy: Bool
  }

  /// The outcome without execution; nil when the command is to be executed. `situation` is nil for an unknown system.
  static func refusal(of verb: PowerVerb, in situation: Situation?) -> CommandOutcome? {
    guard let situation else { return .unknownSystem }
    guard situation.supported.contains(verb) else { return .unsupported }
    if situation.isBusy { return .busy }
    if verb.isSatisfied(by: situation.state) { return .alreadySatisfied }
    return verb.isPossible(in: situation.state) ? nil : .invalidTransition
  }
}
