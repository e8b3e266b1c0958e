import Documents
import Model

/// A `power:` section: what tells whether a system is on, and the steps of each verb.
struct PowerSection {
  let lines: LineSection
  let hasBMC: Bool

  /// The plan of the section. With any mistake in it the plan has no verbs: half a power sequence is worse than none.
  func plan(_ node: Node, _ diagnostics: Diagnostics) -> PowerPlan {
    let before = diagnostics.errorCount
    guard var reader = MappingReader(node, "a power section", diagnostics) else { return PowerPlan() }
    var plan = PowerPlan(
      stateLine: lines.optionalLine("on-when", .input, in: &reader), minimumOff: reader.duration("minimum-off") ?? .zero
    )
    let tellsState = reader.has("on-when") || hasBMC
    var isComplete = true
    for verb in PowerVerb.allCases {
      guard let node = reader.node(verb.rawValue) else { continue }
      let items = reader.each(verb.rawValue)
      let steps = items.compactMap { step($0, tellsState: tellsState, diagnostics) }
      isComplete = isComplete && steps.count == items.count
      if items.isEmpty { diagnostics.error("'\(verb.rawValue)' has no steps; leave it out instead.", at: node) }
      check(steps, of: verb, at: node, diagnostics)
      plan.steps[verb] = steps
    }
    reader.finish()
    guard isComplete, diagnostics.errorCount == before else {
      diagnostics.warning("power verbs are switched off until this section is corrected.", at: node)
      plan.steps = [:]
      return plan
    }
    return plan.withDerivedVerbs()
  }

  /// The last state a sequence waits for must be the one its verb is about.
  private func check(_ steps: [PowerStep], of verb: PowerVerb, at node: Node, _ diagnostics: Diagnostics) {
    var last: PowerState?
    for step in steps {
      switch step {
      case .hold(_, let state, _), .until(let state, _, _): last = state
      case .pulse, .set, .wait, .chassisControl: break
      }
    }
    guard let last, let goal = verb.goal, last != goal else { return }
    diagnostics.error("'\(verb.rawValue)' must end with power \(goal.rawValue), not \(last.rawValue).", at: node)
  }

  private func step(_ node: Node, tellsState: Bool, _ diagnostics: Diagnostics) -> PowerStep? {
    guard var reader = MappingReader(node, "a power step", diagnostics) else { return nil }
    // The `until` of a hold is part of it.
    let actions = PowerStepReader.words.filter { reader.has($0) && !($0 == "until" && reader.has("hold")) }
    guard actions.count == 1 else {
      let problem =
        actions.isEmpty
        ? "a power step needs one of \(PowerStepReader.words.joined(separator: ", "))."
        : "a power step does one thing; make \(actions.joined(separator: " and ")) steps of their own."
      diagnostics.error(problem, at: node)
      return nil
    }
    let before = diagnostics.errorCount
    let stepReader = PowerStepReader(lines: lines, hasBMC: hasBMC, tellsState: tellsState)
    let step = stepReader.step(actions[0], &reader)
    reader.finish()
    return diagnostics.errorCount == before ? step : nil
  }
}
