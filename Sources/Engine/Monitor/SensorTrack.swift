import Model

/// One sensor over time: what is fixed about it, how its readings are judged, and the newest of them.
struct SensorTrack {
  private(set) var current: Sensor
  /// Past it the reading is unknown; nil while there is none.
  private(set) var validUntil: Instant?
  /// The limits without what commands have made of them.
  private(set) var stated: Thresholds
  /// What commands have made of them, as far as it is in force.
  private var settings: [Threshold: ThresholdSetting] = [:]
  private var isJudgedByHardware = false
  private var policy: SensorPolicy
  private var evaluator = ThresholdEvaluator()
  private(set) var takenAt: Instant?
  /// The next state is worth telling even if all is well: it ends trouble that was told.
  private var owesNews = false

  init(_ sensor: Sensor, policy: SensorPolicy) {
    current = sensor.withoutReading
    stated = sensor.thresholds
    self.policy = policy
  }

  /// The limits that commands may change: none while hardware compares that cannot be told of it.
  var settable: [Threshold] {
    isJudgedByHardware && !current.limitsAreInHardware ? [] : current.settableThresholds
  }

  /// What is to be kept once `changes` are made: only what differs from the limits stated.
  func settings(with changes: [Threshold: ThresholdSetting]) -> [Threshold: ThresholdSetting] {
    settings.merging(changes) { _, new in new }.filter { $0.value.limit != stated[$0.key] }
  }

  /// Puts `settings` into force in place of those before, and judges the reading by them at once.
  mutating func set(_ settings: [Threshold: ThresholdSetting]) -> Event.Kind? {
    let before = self
    apply(settings)
    let changed = Threshold.allCases.filter { before.current.thresholds[$0] != current.thresholds[$0] }
    if current.state != .unknown, let reading = current.reading {
      current.state = evaluator.rejudge(changed, reading, thresholds: current.thresholds)
    } else {
      evaluator.forget(changed)
    }
    return news(since: before)
  }

  /// Settings that the sensor cannot have any more, since its board file is another now, are left aside as a whole.
  private mutating func apply(_ settings: [Threshold: ThresholdSetting]) {
    let limits = stated.applying(settings)
    let isGood = limits.problem(for: current, changing: settings.keys) == nil
    self.settings = isGood ? settings : [:]
    current.thresholds = isGood ? limits : stated
    current.disabledThresholds = stated.present.filter { current.thresholds[$0] == nil }
  }

  /// New fixed properties; the reading stays until the next sample is judged by them.
  mutating func redefine(_ sensor: Sensor, settings: [Threshold: ThresholdSetting] = [:]) {
    var redefined = sensor.withoutReading
    // Indices of states that no longer mean the same are worth nothing.
    if sensor.isNumeric == current.isNumeric && sensor.discreteStates == current.discreteStates {
      redefined.quality = current.quality
      redefined.reading = current.reading
      redefined.state = current.state
      redefined.activeStates = current.activeStates
    }
    if takenAt != nil { redefined.interval = current.interval }
    current = redefined
    stated = sensor.thresholds
    apply(settings)
  }

  /// Takes a sample, `power` being the confirmed power state of its system. Samples older than the newest are
  /// ignored, so that late ones cannot make a reading look younger or older than it is.
  mutating func take(_ sample: SensorSample, at sampledAt: Instant, interval: Duration, power: PowerState) -> Event
    .Kind?
  {
    if let takenAt, sampledAt < takenAt { return nil }
    let before = self
    takenAt = sampledAt
    validUntil = sampledAt + interval * 3
    current = current.withoutReading
    current.interval = interval
    judge(sample, power: power)
    return news(since: before)
  }

  /// The power state of its system was confirmed to be `power`.
  mutating func follow(power: PowerState) -> Event.Kind? {
    guard policy.onlyWhenOn, power != .on, power != .unknown, current.quality == .good else { return nil }
    let before = self
    current = current.withoutReading
    makeUnavailable()
    return news(since: before)
  }

  /// Time has passed; says what became unknown by it.
  mutating func expire(_ now: Instant) -> Event.Kind? {
    guard let validUntil, now > validUntil else { return nil }
    let before = self
    self.validUntil = nil
    current = current.withoutReading
    evaluator.interrupt()
    return news(since: before)
  }

  private mutating func judge(_ sample: SensorSample, power: PowerState) {
    if policy.onlyWhenOn, power != .on, power != .unknown { return makeUnavailable() }
    current.quality = sample.quality
    guard sample.quality == .good else {
      if sample.quality == .unknown { evaluator.interrupt() } else { evaluator.reset() }
      return
    }
    guard current.isNumeric else {
      current.activeStates = sample.activeStates.filter(current.discreteStates.indices.contains)
      return
    }
    guard let value = sample.value, value.isFinite else {
      current.quality = .unknown
      return evaluator.interrupt()
    }
    current.reading = value
    isJudgedByHardware = sample.state != nil
    // Whether a sensor that counts only while the system is on counts now is not known: neither is its state.
    if policy.onlyWhenOn, power == .unknown { return evaluator.interrupt() }
    current.state =
      sample.state
      ?? evaluator.evaluate(
        value, thresholds: current.thresholds, hysteresis: current.hysteresis, samples: policy.samples)
  }

  private mutating func makeUnavailable() {
    current.quality = .unavailable
    evaluator.reset()
  }

  /// What is worth telling: trouble, its end, and a reading lost. Sensors that begin well, or that rest while the
  /// system is off, make no noise.
  private mutating func news(since before: SensorTrack) -> Event.Kind? {
    let (old, new) = (before.current, current)
    if new.quality == .unknown {
      guard old.quality != .unknown else { return nil }
      owesNews = true
      return .becameUnknown(ObjectID(.sensor, new.id), name: new.name)
    }
    guard old.stateName != new.stateName || old.activeStates != new.activeStates else { return nil }
    guard owesNews || old.health > .ok || new.health > .ok else { return nil }
    owesNews = false
    return .sensorChanged(
      id: new.id, name: new.name, from: old.stateName, to: new.stateName, reading: new.reading, unit: new.unit)
  }
}
