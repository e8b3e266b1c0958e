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

extension Content {
  /// A fan or a supply with what follows for it; every other content as it is.
  func judged(by rollup: HealthRollup) -> Content {
    switch self {
    case .fan(var fan):
      fan.quality = rollup.quality
      fan.health = rollup.health
      return .fan(fan)
    case .supply(var supply):
      supply.quality = rollup.quality
      supply.health = rollup.health
      return .supply(supply)
    default:
      return self
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
