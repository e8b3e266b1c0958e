import Model

/// What follows for a device or a system from the sensors that watch it.
struct HealthRollup {
  private(set) var quality = Quality.unknown
  private(set) var health = Health.unknown
  /// When the last of the readings behind it expires; nil when there is none.
  private(set) var validUntil: Instant?

  /// The worst health counts; one good reading is enough to know something, and "unavailable" is more than nothing.
  init(of sensors: some Sequence<SensorTrack>) {
    for sensor in sensors {
      health = max(health, sensor.current.health)
      if sensor.current.quality.weight > quality.weight { quality = sensor.current.quality }
      if let until = sensor.validUntil { validUntil = max(validUntil ?? until, until) }
    }
  }
}

extension Quality {
  fileprivate var weight: Int {
    switch self {
    case .unknown: 0
    case .disabled: 1
    case .unavailable: 2
    case .good: 3
    }
  }
}
