import Documents
import Drivers
import Model

/// The `simulation:` section: how often simulated hardware is read, its chassis, and the scenario it plays.
struct SimulationSection {
  let records: RecordReader
  let lines: LineSection
  let sensors: [SensorRecord]
  let fans: FanSection
  /// What was asked for beside the file; its scenario counts in place of the section's.
  let request: SimulationRequest?

  /// Nil after an error in the section itself. A scenario with mistakes, or none at all, still leaves a simulation:
  /// its sensors then have no readings.
  func plan(_ node: Node) -> SimulationPlan? {
    var scenario: Node?
    var chassisNodes: [Node] = []
    let plan = records.record(node, "a simulation") { reader -> SimulationPlan? in
      scenario = reader.requiredNode("scenario")
      let sensorInterval = interval("interval", &reader) ?? .seconds(1)
      let lineInterval = interval("line-interval", &reader) ?? .milliseconds(500)
      chassisNodes = reader.each("chassis")
      return SimulationPlan(
        name: "simulation", sensorInterval: sensorInterval, lineInterval: lineInterval, chassis: [])
    }
    guard var plan else { return nil }
    plan.fans = fans.simulated
    plan.chassis = chassisNodes.compactMap { records.record($0, "a chassis", chassis) }
    let root = request?.scenario == nil ? scenario.flatMap(root) : request?.root(records.diagnostics)
    if let root {
      let logged = Set(plan.chassis.filter { $0.controller.log != nil }.map(\.system))
      let reader = ScenarioReader(
        lines: lines, sensors: sensors, records: records, logged: logged, driven: plan.tachometers)
      (plan.sensors, plan.lineFaults) = reader.read(root)
    }
    return plan
  }

  private func root(_ node: Node) -> Node? {
    let diagnostics = records.diagnostics
    guard let name = node.read(.string, as: "scenario", diagnostics) else { return nil }
    let path = records.path(name, in: node)
    do {
      return try scenario(from: path, diagnostics)
    } catch {
      diagnostics.error("the scenario '\(path)' cannot be used: \(error.message)", at: node)
      return nil
    }
  }

  private func interval(_ key: String, _ reader: inout MappingReader) -> Duration? {
    guard let node = reader.node(key), let interval = reader.duration(key) else { return nil }
    if interval < .milliseconds(10) { reader.diagnostics.error("'\(key)' must be at least 10 ms.", at: node) }
    return interval
  }

  private func chassis(_ reader: inout MappingReader) -> SimulatedChassis? {
    enum Start: String, CaseIterable { case on, off }
    let system = records.system(&reader)
    let powerGood = lines.line("power-good", .input, in: &reader)
    let powerButton = lines.line("power-button", .output, in: &reader)
    let resetButton = lines.optionalLine("reset-button", .output, in: &reader)
    let interruptButton = lines.optionalLine("interrupt-button", .output, in: &reader)
    let starts = reader.choice("starts", of: Start.self)
    let powerOnDelay = reader.duration("power-on-delay")
    let holdOff = reader.duration("hold-off")
    let gracefulDelay = reader.duration("graceful-delay")
    let answersButton = reader.bool("answers-button") ?? true
    let controller = controller(&reader)
    guard let powerGood, let powerButton else { return nil }
    var chassis = SimulatedChassis(system: system, powerGood: powerGood, powerButton: powerButton)
    chassis.resetButton = resetButton
    chassis.interruptButton = interruptButton
    chassis.startsOn = starts == .on
    if let powerOnDelay { chassis.powerOnDelay = powerOnDelay }
    if let holdOff { chassis.holdOff = holdOff }
    if let gracefulDelay { chassis.gracefulDelay = gracefulDelay }
    if !answersButton { chassis.gracefulDelay = nil }
    chassis.controller = controller
    return chassis
  }

  /// What the controller offers beside lines: `boots-from`, `identify`, `restores`, `log`.
  private func controller(_ reader: inout MappingReader) -> SimulatedController {
    var controller = SimulatedController()
    controller.bootDevices = reader.list("boots-from", of: ValueType<BootDevice>.choice)
    controller.hasLight = reader.bool("identify") ?? false
    controller.restorePolicy = reader.choice("restores")
    controller.log = reader.node("log").flatMap { records.record($0, "a log", log) }
    return controller
  }

  private func log(_ reader: inout MappingReader) -> SimulatedController.Log? {
    guard let capacity = reader.required("capacity", ValueType<Int>.integer(in: 1...16384)) else { return nil }
    let overwrite = reader.choice("when-full", of: LogOverwrite.self) ?? .never
    return SimulatedController.Log(capacity: capacity, overwrite: overwrite)
  }
}
