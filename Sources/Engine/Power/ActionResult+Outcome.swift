import Model

extension ActionResult {
  /// What the caller of a command is told when its first action ended this way.
  var outcome: CommandOutcome {
    switch self {
    case .done: .accepted
    case .unreachable(let text): .unreachable(text)
    case .timedOut(let text): .timedOut(text)
    case .invalidState: .invalidTransition
    case .refused(let text): .failed(text)
    }
  }

  /// The sentence of a failure; nil when it was done.
  var failure: String? {
    switch self {
    case .done: nil
    case .unreachable(let text), .timedOut(let text), .invalidState(let text), .refused(let text): text
    }
  }
}
