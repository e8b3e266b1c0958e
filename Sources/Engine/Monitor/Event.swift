public import Model

/// Something that happened on a board, worth a line in the log.
public struct Event: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The states are words as in `Sensor.stateName`; `reading` is in `unit`.
    case sensorChanged(id: String, name: String, from: String, to: String, reading: Double?, unit: SensorUnit)
    /// The power state of a system was seen to change, whoever changed it.
    case powerChanged(system: String, from: PowerState, to: PowerState)
    /// A sequence has begun to carry out a verb.
    case powerStarted(system: String, verb: PowerVerb)
    case powerFinished(system: String, verb: PowerVerb, PowerSequencer.Ending)
    case sourceChanged(source: String, SourceStatus)
    /// Nothing new came in for three scan intervals, or the reading failed: it is unknown from now on.
    case becameUnknown(ObjectID, name: String)
    /// A command changed who says how fast a fan turns, or how fast: in words.
    case fanModeChanged(id: String, name: String, to: String)
    /// A fan is not driven as it ought to be, and is tried again and again; the text says what came instead.
    case fanDisobeys(id: String, name: String, String)
    /// It is driven as it ought to be again.
    case fanObeys(id: String, name: String)
    /// The fans of a cooling zone go to full speed, whatever its sensors say; the text says why.
    case coolingAlarm(zone: String, reason: String)
    /// They follow its sensors again.
    case coolingFollows(zone: String)
    /// A command changed limits of a sensor: which, and to what.
    case thresholdsChanged(id: String, name: String, to: String)
    /// An entry of severity warning or worse came into a log of the hardware.
    case logged(id: String, severity: Severity, message: String)
    /// An audit record could not be written; what it was to say is lost.
    case auditFailed(String)
    /// So many commands were answered "busy" without a record, because too many waited already.
    case commandsTurnedAway(Int)
  }

  public var time: WallTime
  public var kind: Kind

  public init(time: WallTime, kind: Kind) {
    self.time = time
    self.kind = kind
  }
}

/// Told of every event, on the monitor's thread: it must not block.
public protocol EventObserver: Sendable {
  func observe(_ event: Event)
}

extension Event {
  /// Whether somebody may have to do something about it.
  public var isTrouble: Bool {
    switch kind {
    case .sensorChanged(_, _, _, let state, _, _):
      state != SensorState.normal.rawValue && state != Sensor.normalStateName
    case .powerChanged, .powerStarted, .powerFinished(_, _, .succeeded), .powerFinished(_, _, .cancelled): false
    case .thresholdsChanged, .fanModeChanged, .fanObeys, .coolingFollows: false
    case .fanDisobeys, .coolingAlarm: true
    case .logged: true
    case .sourceChanged(_, .failing): true
    case .sourceChanged: false
    case .powerFinished(_, _, .failed), .becameUnknown, .auditFailed, .commandsTurnedAway: true
    }
  }
}

extension Event: CustomStringConvertible {
  /// One line, without the time.
  public var description: String {
    switch kind {
    case .sensorChanged(let id, let name, let from, let to, let reading, let unit):
      "sensor \(id) (\(name)): \(from) -> \(to)" + (reading.map { " at \($0) \(unit.rawValue)" } ?? "")
    case .powerChanged(let system, let from, let to):
      "system \(system): power \(from.rawValue) -> \(to.rawValue)"
    case .powerStarted(let system, let verb):
      "system \(system): power \(verb.rawValue) begins"
    case .powerFinished(let system, let verb, .succeeded):
      "system \(system): power \(verb.rawValue) done"
    case .powerFinished(let system, let verb, .failed(let reason)):
      "system \(system): power \(verb.rawValue) failed: \(reason)"
    case .powerFinished(let system, let verb, .cancelled(let reason)):
      "system \(system): power \(verb.rawValue) ended: \(reason)"
    case .sourceChanged(let source, .connecting):
      "source \(source): connecting"
    case .sourceChanged(let source, .working):
      "source \(source): working"
    case .sourceChanged(let source, .failing(let kind, let message)):
      "source \(source): \(kind): \(message)"
    case .becameUnknown(let id, let name):
      "\(id.kind.rawValue) \(id.id) (\(name)): no current reading any more"
    case .fanModeChanged(let id, let name, let words):
      "fan \(id) (\(name)): \(words)"
    case .fanDisobeys(let id, let name, let reason):
      "fan \(id) (\(name)): not driven as it ought to be: \(reason)"
    case .fanObeys(let id, let name):
      "fan \(id) (\(name)): driven as it ought to be again"
    case .coolingAlarm(let zone, let reason):
      "cooling zone \(zone): full speed: \(reason)"
    case .coolingFollows(let zone):
      "cooling zone \(zone): follows its sensors again"
    case .thresholdsChanged(let id, let name, let words):
      "sensor \(id) (\(name)): thresholds \(words)"
    case .logged(let id, let severity, let message):
      "log entry \(id): \(severity.rawValue): \(message)"
    case .auditFailed(let reason):
      "the audit record could not be written: \(reason)"
    case .commandsTurnedAway(let count):
      "\(count) commands turned away: too many were waiting"
    }
  }
}
