import Documents
import Drivers
import Model

/// What stands in for the hardware of a board that is run without it: chassis whose lines do what the board's power
/// steps expect of them, and sensors that show something sensible or what a scenario says.
struct SimulatedForm {
  let records: RecordReader
  let lines: LineSection
  let sensors: [SensorRecord]
  let fans: FanSection
  let hardware: HardwareSources
  /// Whether the board has BMCs, which tell the power of systems that no line tells.
  let hasBMC: Bool

  func plan(_ request: SimulationRequest) -> SimulationPlan {
    let plans = hardware.plans
    var plan = SimulationPlan(
      name: "simulation",
      chassis: plans.keys.sorted().compactMap { plans[$0]?.simulatedChassis(of: $0, hasBMC: hasBMC) })
    plan.fans = fans.simulated
    let reader = ScenarioReader(
      lines: lines, sensors: sensors, records: records, logged: [], driven: plan.tachometers, hasStandIns: true)
    (plan.sensors, plan.lineFaults) = reader.read(request.root(records.diagnostics))
    return plan
  }
}

extension SimulationRequest {
  /// What its scenario says; nil where there is none, or with an error.
  func root(_ diagnostics: Diagnostics) -> Node? {
    guard let scenario else { return nil }
    do {
      return try Boards.scenario(from: scenario, diagnostics)
    } catch {
      diagnostics.error("the scenario cannot be used: \(error.message)", file: scenario)
      return nil
    }
  }
}

extension PowerPlan {
  /// A chassis on which the steps lead where they should; nil where nothing tells the state.
  fileprivate func simulatedChassis(of system: String, hasBMC: Bool) -> SimulatedChassis? {
    guard stateLine != nil || hasBMC else { return nil }
    let switching = (steps[.on] ?? []) + (steps[.off] ?? []) + (steps[.offGraceful] ?? [])
    let button = switching.lazy.compactMap(\.momentaryLine).first
    var chassis = SimulatedChassis(system: system, powerGood: stateLine, powerButton: button)
    chassis.startsOn = true
    chassis.enable = switching.lazy.compactMap(\.lastingLine).first
    chassis.resetButton = steps[.reset]?.lazy.compactMap(\.momentaryLine).first { $0 != button }
    chassis.interruptButton = steps[.nmi]?.lazy.compactMap(\.momentaryLine).first { $0 != button }
    let lengths = switching.compactMap(\.limit)
    if let shortest = lengths.min() {
      chassis.powerOnDelay = min(chassis.powerOnDelay, shortest / 2)
      chassis.holdOff = min(chassis.holdOff, shortest / 2)
    }
    return chassis
  }
}

extension PowerStep {
  /// How long the hardware may take.
  fileprivate var limit: Duration? {
    switch self {
    case .hold(_, _, let limit), .until(_, let limit, _): limit
    case .pulse, .set, .wait, .chassisControl: nil
    }
  }
}
