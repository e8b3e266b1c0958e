import Model

/// Limits of sensors, changed by commands.
extension MonitorCore {
  func refusal(of changes: [Threshold: ThresholdSetting], of sensor: String) -> CommandOutcome? {
    guard let track = sensors[sensor] else { return .notFound }
    guard changes.keys.allSatisfy(track.settable.contains) else { return .unsupported }
    if track.current.limitsAreInHardware, changes.values.contains(.off) {
      return .refused("The hardware compares with these limits and cannot switch one off: give it a value.")
    }
    let wanted = track.current.thresholds.applying(changes)
    if let problem = wanted.problem(for: track.current, changing: changes.keys) { return .invalidThresholds(problem) }
    return wanted == track.current.thresholds ? .alreadySatisfied : nil
  }

  func refusalToRestore(_ sensor: String) -> CommandOutcome? {
    guard let track = sensors[sensor] else { return .notFound }
    if track.settable.isEmpty { return .unsupported }
    // What the hardware began with only the hardware's source knows.
    if track.current.limitsAreInHardware { return nil }
    return thresholdSettings[sensor].isEmpty ? .alreadySatisfied : nil
  }

  mutating func set(_ changes: [Threshold: ThresholdSetting], of sensor: String, _ admission: Admission, at now: Moment)
  {
    guard let track = sensors[sensor] else { return }
    if track.current.limitsAreInHardware {
      let limits = changes.compactMapValues(\.limit)
      return ask(limitSource(of: sensor), to: .setThresholds(sensor: sensor, limits), admission, at: now)
    }
    var settings = thresholdSettings
    settings[sensor] = track.settings(with: changes)
    output.keep(settings, for: admission)
  }

  mutating func restoreThresholds(of sensor: String, _ admission: Admission, at now: Moment) {
    if sensors[sensor]?.current.limitsAreInHardware == true {
      return ask(limitSource(of: sensor), to: .restoreThresholds(sensor: sensor), admission, at: now)
    }
    var settings = thresholdSettings
    settings[sensor] = [:]
    output.keep(settings, for: admission)
  }

  /// What was to be kept is on stable storage, so it may take effect: a limit never comes back by a restart.
  mutating func kept(_ settings: ThresholdSettings, for admission: Admission, _ failure: String?, at now: Moment) {
    if let failure { return answer(admission, .failed("the limits could not be kept: \(failure)"), now) }
    guard let id = admission.command.sensor, sensors[id] != nil else { return }
    thresholdSettings = settings
    let news = sensors[id]?.set(settings[id])
    tellThresholds(of: id, at: now)
    if let news { output.tell(news, at: now.wall) }
    output.touch(ObjectID(.sensor, id))
    touchGoverned(by: id)
    answer(admission, .accepted, now)
  }

  private func limitSource(of sensor: String) -> String? { inventory.source(of: ObjectID(.sensor, sensor)) }

  mutating func tellThresholds(of id: String, at now: Moment) {
    guard let sensor = sensors[id]?.current else { return }
    output.tell(.thresholdsChanged(id: id, name: sensor.name, to: thresholdsInWords(of: id)), at: now.wall)
  }

  /// `warning-high=41.5 critical-high=off`, every threshold of the sensor.
  func thresholdsInWords(of sensor: String) -> String {
    guard let current = sensors[sensor]?.current else { return "none" }
    let all = current.supportedThresholds.map { ($0, ThresholdSetting(current.thresholds[$0])) }
    return all.isEmpty ? "none" : Dictionary(uniqueKeysWithValues: all).inWords
  }
}

extension Command {
  fileprivate var sensor: String? {
    switch self {
    case .setThresholds(let sensor, _), .restoreThresholds(let sensor): sensor
    default: nil
    }
  }
}
