import Model

/// How fast the fans of one cooling zone must turn, by the sensors that govern it. A value: readings go in, a demand
/// comes out.
struct ZoneController {
  /// How a governing sensor stands.
  enum Observation: Hashable {
    /// In the unit of the sensor.
    case reading(Double)
    /// It was never read.
    case pending
    /// Nothing is known of it any more, or it is critical: the rest of a sentence that begins with the sensor.
    case alarming(String)
  }

  /// What the zone asks of its fans.
  enum Demand: Hashable {
    /// Percent of full speed.
    case duty(Double)
    /// Full speed, whatever anybody wants: the first readings have not come yet.
    case pending
    /// Full speed, whatever anybody wants; the text says why.
    case alarm(String)
  }

  private let zone: CoolingZone
  /// What each governor's demand follows: it rises with the reading, and falls only when the reading has fallen by more
  /// than the hysteresis. Nil before the first good reading, and after one was missing.
  private var followed: [Double?]

  init(_ zone: CoolingZone) {
    self.zone = zone
    followed = zone.governors.map { _ in nil }
  }

  /// The highest demand of all governors, each of which is looked at.
  mutating func demand(_ observe: (_ sensor: String) -> Observation) -> Demand {
    var duty = 0.0
    var alarm: String?
    var isPending = zone.governors.isEmpty
    for (place, governor) in zone.governors.enumerated() {
      switch observe(governor.sensor) {
      case .reading(let reading):
        let basis = Self.follow(reading, after: followed[place], hysteresis: governor.hysteresis)
        followed[place] = basis
        duty = max(duty, governor.duty(at: basis))
      case .pending:
        isPending = true
      case .alarming(let reason):
        followed[place] = nil
        alarm = alarm ?? "sensor \(governor.sensor) \(reason)"
      }
    }
    if let alarm { return .alarm(alarm) }
    return isPending ? .pending : .duty(duty)
  }

  private static func follow(_ reading: Double, after former: Double?, hysteresis: Double) -> Double {
    guard let former else { return reading }
    return reading >= former ? reading : min(former, reading + hysteresis)
  }
}

extension ZoneController.Observation {
  /// `sensor` as it stands while `isFresh`; nil for one that is not there.
  init(_ sensor: Sensor?, wasRead: Bool, isFresh: Bool) {
    guard let sensor else {
      self = .alarming("is not there")
      return
    }
    guard wasRead else {
      self = .pending
      return
    }
    guard isFresh, sensor.quality == .good, let reading = sensor.reading, reading.isFinite else {
      self = .alarming("has no reading")
      return
    }
    self = sensor.health >= .critical ? .alarming("is \(sensor.health.rawValue)") : .reading(reading)
  }
}
