import Model

/// A simulated board as a value: time and actions go in, reports come out. `SimulatedBoard` gives it a thread.
struct Simulation {
  private let plan: SimulationPlan
  private let began: Instant
  private var machines: [ChassisMachine]
  /// In the order of `machines`.
  private var controllers: [ControllerMachine]
  private var isAnnounced = false
  private var fans: [FanMachine]
  private var asserted: [String: Bool]
  private var assertions: [String: Int]
  private var reportedPowerGood: [Bool]
  private var nextLines: Instant
  private var nextSensors: Instant

  /// The clock starts at `now`; the first `advance` reports everything.
  init(_ plan: SimulationPlan, at now: Instant, wall: WallTime) {
    self.plan = plan
    began = now
    machines = plan.chassis.map(ChassisMachine.init)
    controllers = plan.chassis.map { ControllerMachine($0, wall: wall) }
    fans = plan.fans.map { FanMachine($0, at: now) }
    reportedPowerGood = machines.map(\.powerGood)
    let outputs = plan.chassis.flatMap(\.outputs)
    asserted = Dictionary(outputs.map { ($0, false) }, uniquingKeysWith: { first, _ in first })
    assertions = asserted.mapValues { _ in 0 }
    for chassis in plan.chassis where chassis.startsOn {
      if let enable = chassis.enable { asserted[enable] = true }
    }
    nextLines = now
    nextSensors = now
  }

  /// When `advance` is due next, unless an action comes first.
  var nextEvent: Instant {
    machines.compactMap(\.nextEvent).reduce(min(nextLines, nextSensors), min)
  }

  /// What has happened up to `now`, and the scans that are due. A scan that was missed is not made up for.
  mutating func advance(to now: Instant, wall: WallTime) -> [HardwareReport] {
    for place in machines.indices { advanceMachine(place, to: now, wall: wall) }
    var reports = announcement()
    let linesAreDue = nextLines <= now
    for place in machines.indices where linesAreDue || machines[place].powerGood != reportedPowerGood[place] {
      reports += readPowerGood(place, at: now)
    }
    if linesAreDue { nextLines = now + plan.lineInterval }
    if nextSensors <= now {
      reports.append(
        .samples(plan.sensors.compactMap { scan($0, at: now, wall: wall) }, at: now, interval: plan.sensorInterval))
      for fan in fans { reports.append(report(of: fan, at: now)) }
      for controller in controllers { reports += controller.reports(at: now, interval: plan.sensorInterval) }
      nextSensors = now + plan.sensorInterval
    }
    return reports
  }

  mutating func perform(
    _ action: HardwareAction, at now: Instant, wall: WallTime
  ) -> (ActionResult, [HardwareReport]) {
    switch action {
    case .setLine(let name, let asserted, _):
      (setLine(name, asserted, at: now, wall: wall), advance(to: now, wall: wall))
    case .readPower(let system):
      if let place = place(of: system) {
        (.done, advance(to: now, wall: wall) + readPowerGood(place, at: now))
      } else {
        (.refused("This simulated board has no system '\(system)'."), [])
      }
    case .clearLog(let id):
      ask(plan.chassis.firstIndex { ControllerMachine.log(of: $0.system) == id }, at: now) { $0.clearLog() }
    case .setBoot(let system, let device, let once):
      ask(place(of: system), at: now) { $0.setBoot(device, once: once) }
    case .identify(let system, let isOn):
      ask(place(of: system), at: now) { $0.identify(isOn) }
    case .setThresholds, .restoreThresholds:
      (.refused("A simulated board keeps no limits; Lantern compares with them."), [])
    case .drive(let fan, let duty):
      drive(fan, duty, at: now)
    case .chassisControl(let system, let order):
      (control(system, order, at: now, wall: wall), advance(to: now, wall: wall))
    }
  }

  private func place(of system: String) -> Int? { plan.chassis.firstIndex { $0.system == system } }

  private mutating func control(
    _ system: String, _ order: ChassisControl, at now: Instant, wall: WallTime
  ) -> ActionResult {
    guard let place = place(of: system) else { return .refused("This simulated board has no system '\(system)'.") }
    advanceMachine(place, to: now, wall: wall)
    let wasOn = machines[place].powerGood
    machines[place].control(order, at: now)
    if wasOn, !machines[place].powerGood { controllers[place].stopped(at: wall) }
    if wasOn, order == .hardReset { controllers[place].started(because: .chassisControl, at: wall) }
    return .done
  }

  private mutating func drive(_ fan: String, _ duty: Double, at now: Instant) -> (ActionResult, [HardwareReport]) {
    guard let place = fans.firstIndex(where: { $0.fan.id == fan }) else {
      return (.refused("This simulated board drives no fan '\(fan)'."), [])
    }
    fans[place].drive(duty, at: now)
    return (.done, [report(of: fans[place], at: now)])
  }

  private func report(of fan: FanMachine, at now: Instant) -> HardwareReport {
    .fan(id: fan.fan.id, duty: fan.duty, at: now, interval: plan.sensorInterval)
  }

  /// Has a controller do something, and reports how it stands then.
  private mutating func ask(
    _ place: Int?, at now: Instant, _ body: (inout ControllerMachine) -> ActionResult
  ) -> (ActionResult, [HardwareReport]) {
    guard let place else { return (.refused("This simulated board has no such system."), []) }
    let result = body(&controllers[place])
    return (result, controllers[place].reports(at: now, interval: plan.sensorInterval))
  }

  /// What there is beside what the board file states, once.
  private mutating func announcement() -> [HardwareReport] {
    defer { isAnnounced = true }
    let contents = controllers.flatMap(\.contents)
    return isAnnounced || contents.isEmpty ? [] : [.inventory(contents)]
  }

  private mutating func advanceMachine(_ place: Int, to now: Instant, wall: WallTime) {
    let wasOn = machines[place].powerGood
    machines[place].advance(to: now)
    guard machines[place].powerGood != wasOn else { return }
    if wasOn {
      controllers[place].stopped(at: wall)
    } else {
      controllers[place].started(because: .powerButton, at: wall)
    }
  }

  private mutating func scan(_ sensor: SimulatedSensor, at now: Instant, wall: WallTime) -> SensorSample? {
    let sample = sample(sensor, at: now)
    if let sample, let watch = sensor.watch, let place = place(of: sensor.system) {
      controllers[place].sampled(sample, watch, at: wall)
    }
    return sample
  }

  private mutating func setLine(
    _ name: String, _ isAsserted: Bool, at now: Instant, wall: WallTime
  ) -> ActionResult {
    guard let before = asserted[name] else {
      return .refused("This simulated board has no output line '\(name)'.")
    }
    if isFaulty(line: name, at: now) { return .timedOut("The simulated line '\(name)' does not answer.") }
    guard before != isAsserted else { return .done }
    // What happened before this line moved is not what it brings about.
    for place in machines.indices { advanceMachine(place, to: now, wall: wall) }
    asserted[name] = isAsserted
    if isAsserted { assertions[name, default: 0] += 1 }
    for (place, chassis) in plan.chassis.enumerated() {
      if chassis.powerButton == name, isAsserted { machines[place].press(at: now) }
      if chassis.powerButton == name, !isAsserted { machines[place].release(at: now) }
      if chassis.enable == name { machines[place].enable(isAsserted, at: now) }
      if chassis.resetButton == name, isAsserted {
        machines[place].reset(at: now)
        if machines[place].powerGood { controllers[place].started(because: .resetButton, at: wall) }
      }
    }
    return .done
  }

  private mutating func readPowerGood(_ place: Int, at now: Instant) -> [HardwareReport] {
    let isOn = machines[place].powerGood
    reportedPowerGood[place] = isOn
    guard let line = plan.chassis[place].powerGood else {
      let system = plan.chassis[place].system
      return [.power(system: system, state: isOn ? .on : .off, at: now, interval: plan.lineInterval)]
    }
    if isFaulty(line: line, at: now) { return [] }
    return [.line(name: line, asserted: isOn, at: now, interval: plan.lineInterval)]
  }

  private func isFaulty(line: String, at now: Instant) -> Bool {
    plan.lineFaults.contains { $0.line == line && $0.window.beginning(at: now - began) != nil }
  }

  /// Nil where the read would never return.
  private func sample(_ sensor: SimulatedSensor, at now: Instant) -> SensorSample? {
    let showing = sensor.script.showing(at: now - began)
    if case .fault(.silent) = showing { return nil }
    if case .fault(.timeout) = showing { return SensorSample(sensor: sensor.id, quality: .unknown) }
    if !isOn(sensor.system) {
      switch sensor.whenOff {
      case .keeps: break
      case .unavailable: return SensorSample(sensor: sensor.id, quality: .unavailable)
      case .reads(let value): return SensorSample(sensor: sensor.id, quality: .good, value: value)
      }
    }
    switch showing {
    case .value(let value):
      return SensorSample(sensor: sensor.id, quality: .good, value: sensor.converted(value))
    case .counts(let line):
      return SensorSample(sensor: sensor.id, quality: .good, value: Double(assertions[line] ?? 0))
    case .states(let states):
      return SensorSample(sensor: sensor.id, quality: .good, activeStates: states)
    case .nothing:
      guard let fan = fans.first(where: { $0.fan.tachometer == sensor.id }) else { fallthrough }
      return SensorSample(sensor: sensor.id, quality: .good, value: sensor.converted(fan.speed(at: now)))
    case .fault:
      return SensorSample(sensor: sensor.id, quality: .unavailable)
    }
  }

  /// A sensor of a system without a chassis of its own is always powered.
  private func isOn(_ system: String) -> Bool {
    plan.chassis.firstIndex { $0.system == system }.map { machines[$0].powerGood } ?? true
  }
}
