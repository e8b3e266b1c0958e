import Model

extension MonitorCore {
  mutating func take(_ report: HardwareReport, from source: String, at now: Moment) {
    heardSources.insert(source)
    switch report {
    case .inventory(let contents):
      let change = inventory.replace(source, with: contents)
      for id in change.removed { forget(id, at: now) }
      for content in change.defined { define(content) }
      govern()
    case .changed(let contents):
      for content in inventory.change(source, with: contents) { define(content) }
      govern()
    case .samples(let samples, let sampledAt, let interval):
      // A time to come would keep a reading fresh for too long.
      let sampledAt = min(sampledAt, now.instant)
      note(validUntil: sampledAt + interval * 3)
      for sample in samples { take(sample, at: sampledAt, interval: interval, now) }
    case .power(let system, let state, let sampledAt, let interval):
      powerReporters[system] = source
      see(state, of: system, sampledAt: min(sampledAt, now.instant), interval: interval, now)
    case .line(let name, let isAsserted, let sampledAt, let interval):
      let sampledAt = min(sampledAt, now.instant)
      for system in stateLines[name] ?? [] {
        powerReporters[system] = source
        see(isAsserted ? .on : .off, of: system, sampledAt: sampledAt, interval: interval, now)
      }
      for id in board.lineSensors[name] ?? [] {
        note(validUntil: sampledAt + interval * 3)
        let states = sensors[id].map { $0.current.activeStates(asserted: isAsserted) } ?? []
        take(SensorSample(sensor: id, quality: .good, activeStates: states), at: sampledAt, interval: interval, now)
      }
    case .log(let log, let entries, let sampledAt, let interval):
      note(validUntil: min(sampledAt, now.instant) + interval * 3)
      take(log, entries, from: source, at: min(sampledAt, now.instant), interval: interval, now)
    case .boot(let system, let status, let sampledAt, let interval):
      note(validUntil: min(sampledAt, now.instant) + interval * 3)
      take(status, of: system, from: source, at: min(sampledAt, now.instant), interval: interval)
    case .chassis(let system, let status):
      systems[system]?.take(status, from: source)
      output.touch(ObjectID(.system, system))
    case .fan(let id, let duty, let sampledAt, let interval):
      note(validUntil: min(sampledAt, now.instant) + interval * 3)
      take(duty, of: id, from: source, at: min(sampledAt, now.instant), interval: interval, now)
    case .status(let status):
      guard sourceStatus.updateValue(status, forKey: source) != status else { return }
      output.tell(.sourceChanged(source: source, status), at: now.wall)
    }
  }

  private mutating func take(_ sample: SensorSample, at sampledAt: Instant, interval: Duration, _ now: Moment) {
    guard let system = sensors[sample.sensor]?.current.system else { return }
    let power = systems[system]?.confirmed(at: now.instant) ?? .unknown
    if let news = sensors[sample.sensor]?.take(sample, at: sampledAt, interval: interval, power: power) {
      output.tell(news, at: now.wall)
    }
    output.touch(ObjectID(.sensor, sample.sensor))
    touchGoverned(by: sample.sensor)
  }

  private mutating func see(
    _ state: PowerState, of system: String, sampledAt: Instant, interval: Duration, _ now: Moment
  ) {
    guard systems[system] != nil else { return }
    note(validUntil: sampledAt + interval * 3)
    let news = systems[system]?.see(state, at: sampledAt, interval: interval, wall: now.wall) ?? []
    output.tell(news, at: now.wall)
    output.touch(ObjectID(.system, system))
    if !news.isEmpty { followPower(of: system, now) }
    let effects = systems[system]?.sequencer.power(state, sampledAt: sampledAt, now: now.instant) ?? []
    carryOut(effects, on: system, now)
  }

  /// Sensors that count only while the system is on do not wait for their next sample.
  private mutating func followPower(of system: String, _ now: Moment) {
    let power = systems[system]?.confirmed(at: now.instant) ?? .unknown
    for id in governance.sensors[ObjectID(.system, system)] ?? [] {
      let before = sensors[id]?.current.quality
      if let news = sensors[id]?.follow(power: power) { output.tell(news, at: now.wall) }
      guard sensors[id]?.current.quality != before else { continue }
      output.touch(ObjectID(.sensor, id))
      touchGoverned(by: id)
    }
  }
}

extension Sensor {
  /// Which of its states a line's level stands for.
  fileprivate func activeStates(asserted isAsserted: Bool) -> [Int] {
    let state = discreteStates.count == 1 ? (isAsserted ? 0 : nil) : isAsserted ? 1 : 0
    return state.map { $0 < discreteStates.count ? [$0] : [] } ?? []
  }
}
