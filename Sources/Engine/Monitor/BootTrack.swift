import Model

/// What one system is to boot from, over time: what clients asked for, and what the hardware confirms.
struct BootTrack {
  private(set) var current: BootConfiguration
  /// The source that reports it; nil before its first report.
  private(set) var source: String?
  /// Past it what the hardware was told is unknown; nil while nothing is known.
  private(set) var validUntil: Instant?
  private var takenAt: Instant?

  init(_ configuration: BootConfiguration) { current = configuration.withoutReading }

  /// One for each device that the system can be told to boot from.
  var sources: [BootSource] {
    current.devices.map { device in
      let place = current.order.firstIndex(of: device).map { UInt32($0 + 1) } ?? 0
      return BootSource(system: current.system, device: device, place: place)
    }
  }

  mutating func redefine(_ configuration: BootConfiguration) {
    current.name = configuration.name
    current.devices = configuration.devices
    current.order.removeAll { !configuration.devices.contains($0) }
  }

  mutating func set(order: [BootDevice]) { current.order = order }

  /// False for a report that is older than the newest. Where the hardware was told something else than is first in the
  /// order, the order becomes that: it is what will happen. A command under way (`isChanging`) is waited for.
  mutating func take(
    _ status: BootStatus, from source: String, at sampledAt: Instant, interval: Duration, isChanging: Bool
  ) -> Bool {
    if let takenAt, sampledAt < takenAt { return false }
    takenAt = sampledAt
    self.source = source
    validUntil = sampledAt + interval * 3
    current.quality = .good
    current.once = status.once
    current.persistent = status.persistent
    if !isChanging, let device = status.once ?? status.persistent, device != current.order.first {
      current.order = [device]
    }
    return true
  }

  /// Time has passed; says what became unknown by it.
  mutating func expire(_ now: Instant) -> Event.Kind? {
    guard let validUntil, now > validUntil else { return nil }
    self.validUntil = nil
    current = current.withoutReading
    return .becameUnknown(ObjectID(.boot, current.id), name: current.name)
  }
}
