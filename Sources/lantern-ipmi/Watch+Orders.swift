import CPlatform
import IPMIWire

/// What the agent asks for.
extension Watch {
  func carryOut(_ order: Mailbox.Order, _ session: Session) throws(SessionProblem) {
    var completion: UInt8 = 0
    do throws(SessionProblem) {
      completion = try perform(order.command, session)
    } catch {
      reporter.send(.result(request: order.request, .unanswered(error.message)))
      if error.endsSession { throw error }
      return
    }
    reporter.send(.result(request: order.request, .completed(code: completion)))
  }

  /// The completion code. What has changed is reported before this returns.
  private func perform(_ command: BMCCommand, _ session: Session) throws(SessionProblem) -> UInt8 {
    let chassis = Chassis(session: session)
    switch command {
    case .chassisControl(let code):
      let completion = try chassis.control(code)
      quickUntil = cplatform_monotonic_nanoseconds() + Watch.quickPeriod
      nextPower = 0
      return completion
    case .readPower:
      try readPower(session)
      return 0
    case .setThresholds(let key, let wanted):
      return try change(key, session) { (limits, sensor) throws(SessionProblem) in try limits.set(wanted, of: &sensor) }
    case .restoreThresholds(let key):
      return try change(key, session) { (limits, sensor) throws(SessionProblem) in try limits.restore(sensor) }
    case .clearLog:
      let completion = try log.clear(session)
      // Read in any case: a BMC that refuses may have been cleared by another.
      try log.read(session, interval: period) {}
      return completion
    case .setBoot(let device, let once):
      let completion = try chassis.setBoot(device: device, once: once)
      try readBootFlags(session)
      return completion
    case .identify(let isOn):
      let completion = try chassis.identify(isOn)
      try readPower(session)
      return completion
    }
  }

  /// Writes limits of one sensor and reports it as it is then.
  private func change(
    _ key: SensorKey, _ session: Session,
    _ write: (SensorLimits, inout ScannedSensor) throws(SessionProblem) -> UInt8
  ) throws(SessionProblem) -> UInt8 {
    guard let place = sensors.firstIndex(where: { $0.key == key }) else { return Watch.noSuchSensor }
    let completion = try write(SensorLimits(session: session), &sensors[place])
    reporter.send(.changed(try SensorDescriber(session: session).describe(&sensors[place])))
    return completion
  }

  /// "Requested sensor, data, or record not present" (IPMI 2.0 table 5-2).
  private static let noSuchSensor: UInt8 = 0xcb
}
