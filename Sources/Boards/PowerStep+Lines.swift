import Model

extension PowerStep {
  /// The line that is let go again.
  var momentaryLine: String? {
    switch self {
    case .pulse(let line, _), .hold(let line, _, _): line
    case .set, .until, .wait, .chassisControl: nil
    }
  }

  var lastingLine: String? { if case .set(let line, true) = self { line } else { nil } }
}
