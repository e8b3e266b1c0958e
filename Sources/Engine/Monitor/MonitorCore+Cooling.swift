import Model

/// A command on a fan that is answered when the fan is driven as it says, and what is done when it cannot be.
struct FanCommand {
  var token: ActionToken
  var former: FanController.Wish
}

/// Fans that the agent drives.
extension MonitorCore {
  // MARK: What comes in

  mutating func take(
    _ duty: Double?, of fan: String, from source: String, at sampledAt: Instant, interval: Duration, _ now: Moment
  ) {
    guard fans[fan] != nil else { return }
    fanReporters[fan] = source
    let news = fans[fan]?.read(duty, at: sampledAt, interval: interval, now: now.instant)
    tell(news, of: fan, at: now)
    output.touch(ObjectID(.fan, fan))
  }

  mutating func driveFinished(_ token: ActionToken, _ result: ActionResult, at now: Moment) {
    guard let fan = drives.removeValue(forKey: token) else { return }
    let news = fans[fan]?.finished(result, at: now.instant)
    tell(news, of: fan, at: now)
    // What was begun before the command says nothing about it.
    guard result != .done, let command = fanCommands[fan], command.token.number < token.number else { return }
    // What could not be done is not tried on and on behind the back of whoever was told so.
    fanCommands[fan] = nil
    fans[fan]?.take(command.former)
    output.touch(ObjectID(.fan, fan))
    requestFinished(command.token, result, at: now)
  }

  // MARK: What is done

  /// Looks at every zone and has every fan driven that ought to turn at another speed.
  mutating func steerFans(at now: Moment) {
    guard !isStopping else { return }
    for zone in zones.keys.sorted() { lookAt(zone: zone, at: now) }
    for fan in fans.keys.sorted() { steer(fan, at: now) }
  }

  /// The moment at which a fan is to be tried again; nil while none is.
  var nextDrive: Instant? { isStopping ? nil : fans.values.lazy.compactMap(\.wakeAt).min() }

  private mutating func lookAt(zone: String, at now: Moment) {
    let sensors = sensors
    let demand = zones[zone]?.demand { id in
      let track = sensors[id]
      let isFresh = track?.validUntil.map { now.instant <= $0 } ?? false
      return ZoneController.Observation(track?.current, wasRead: track?.takenAt != nil, isFresh: isFresh)
    }
    guard let demand else { return }
    let former = demands.updateValue(demand, forKey: zone)
    switch (former, demand) {
    case (.alarm, .alarm): break
    case (_, .alarm(let reason)): output.tell(.coolingAlarm(zone: zone, reason: reason), at: now.wall)
    case (.alarm, .duty): output.tell(.coolingFollows(zone: zone), at: now.wall)
    default: break
    }
  }

  private mutating func steer(_ fan: String, at now: Moment) {
    guard let plan = fans[fan]?.plan, let source = fanSource(of: fan), heardSources.contains(source) else { return }
    if let zone = plan.zone { fans[fan]?.take(demands[zone] ?? .pending) }
    if let tachometer = tachometer(of: fan), let reading = tachometer.current.reading, let takenAt = tachometer.takenAt
    {
      fans[fan]?.measured(reading, at: takenAt)
    }
    if let duty = fans[fan]?.next(at: now.instant) {
      let token = nextToken()
      drives[token] = fan
      output.perform(.drive(fan: fan, duty: duty), source: source, token)
    }
    if fans[fan]?.isSettled == true, let command = fanCommands.removeValue(forKey: fan) {
      output.tell(.fanModeChanged(id: fan, name: name(of: fan), to: fanInWords(fan)), at: now.wall)
      requestFinished(command.token, .done, at: now)
    }
  }

  /// The agent ends: nobody looks after the temperatures any more.
  mutating func leaveFans() {
    for fan in fans.keys.sorted() where fans[fan]?.wish.mode != nil {
      guard let source = fanSource(of: fan), heardSources.contains(source) else { continue }
      output.perform(.drive(fan: fan, duty: FanController.fullDuty), source: source, nextToken())
    }
  }

  private func fanSource(of fan: String) -> String? {
    board.fanSources[fan] ?? fanReporters[fan] ?? (sources.count == 1 ? sources.first : nil)
  }

  private func tachometer(of id: String) -> SensorTrack? {
    guard case .fan(let fan)? = others[ObjectID(.fan, id)] else { return nil }
    return fan.tachometer.flatMap { sensors[$0] }
  }

  private mutating func tell(_ news: FanController.News?, of fan: String, at now: Moment) {
    guard let news else { return }
    let name = name(of: fan)
    switch news {
    case .disobeys(let reason): output.tell(.fanDisobeys(id: fan, name: name, reason), at: now.wall)
    case .obeys: output.tell(.fanObeys(id: fan, name: name), at: now.wall)
    }
  }

  private func name(of id: String) -> String {
    if case .fan(let fan)? = others[ObjectID(.fan, id)] { fan.name } else { id }
  }

  // MARK: What is asked for

  func refusal(ofSpeed rpm: UInt64, of id: String) -> CommandOutcome? {
    guard others[ObjectID(.fan, id)] != nil else { return .notFound }
    guard let fan = fans[id] else { return .unsupported }
    if rpm == 0 {
      guard fan.plan.zone != nil else {
        return .refused("The fan \(id) has no cooling zone to go back to; give it a speed.")
      }
      return fan.wish.mode == .automatic ? .alreadySatisfied : nil
    }
    guard let full = fan.plan.fullSpeed, full > 0 else {
      return .refused("The board file does not say the full-speed of the fan \(id), so it cannot be told a speed.")
    }
    let least = UInt64((Double(full) * fan.plan.minimumDuty / 100).rounded(.up))
    guard rpm <= full, rpm >= least else {
      return .refused("The fan \(id) can be told speeds from \(least) to \(full) rpm.")
    }
    return fan.wish == FanController.Wish(mode: .manual, speed: rpm) ? .alreadySatisfied : nil
  }

  /// Answered when the fan is driven so.
  mutating func setSpeed(_ rpm: UInt64, of fan: String, _ admission: Admission, at now: Moment) {
    guard let former = fans[fan]?.wish, let source = fanSource(of: fan), heardSources.contains(source) else {
      return answer(admission, .unreachable("no source has reported the fan \(fan) yet"), now)
    }
    let token = nextToken()
    requests.begin(admission, about: .fan(fan), token, at: now.instant)
    fanCommands[fan] = FanCommand(token: token, former: former)
    fans[fan]?.take(FanController.Wish(mode: rpm == 0 ? .automatic : .manual, speed: rpm == 0 ? nil : rpm))
    output.touch(ObjectID(.fan, fan))
  }

  /// `manual at 3000 rpm`
  func fanInWords(_ fan: String) -> String {
    guard let wish = fans[fan]?.wish, let mode = wish.mode else { return "none" }
    return mode.rawValue + (wish.speed.map { " at \($0) rpm" } ?? "")
  }

  // MARK: What is published

  func publication(
    of fan: Fan, _ controller: FanController, _ rollup: HealthRollup
  ) -> (content: Content, validUntil: Instant) {
    var fan = fan
    fan.isVariableSpeed = true
    fan.mode = controller.wish.mode
    fan.desiredSpeed = controller.wish.speed
    fan.fullSpeed = controller.plan.fullSpeed
    fan.duty = controller.duty
    for governor in controller.plan.zone.flatMap({ board.zones[$0] })?.governors ?? [] {
      guard let sensor = sensors[governor.sensor]?.current else { continue }
      let cooled = sensor.measures ?? ObjectID(.system, sensor.system)
      if !fan.cools.contains(cooled) { fan.cools.append(cooled) }
    }
    // The first of both that is too old makes all of it unknown, until it is published anew without that.
    let validUntil = [rollup.validUntil, controller.validUntil].compactMap { $0 }.min()
    return (.fan(fan), validUntil ?? .distantFuture)
  }
}
