public import Model

/// What the controller of a simulated chassis offers beside its lines.
public struct SimulatedController: Hashable, Sendable {
  /// What it can tell the firmware to boot from.
  public var bootDevices: [BootDevice] = []
  /// Whether it has a light to show which chassis it is.
  public var hasLight = false
  public var restorePolicy: RestorePolicy?
  /// Nil: it keeps no log.
  public var log: Log?

  public struct Log: Hashable, Sendable {
    /// How many records it can hold.
    public var capacity: Int
    public var overwrite: LogOverwrite

    public init(capacity: Int, overwrite: LogOverwrite) {
      self.capacity = capacity
      self.overwrite = overwrite
    }
  }

  public init() {}
}

/// What a controller that keeps a log knows of a sensor: by itself, whatever commands make of the limits elsewhere.
public struct SensorWatch: Hashable, Sendable {
  public var name: String
  public var unit: SensorUnit
  public var thresholds: Thresholds
  public var hysteresis: Double
  public var states: [DiscreteState]

  public init(_ sensor: Sensor) {
    name = sensor.name
    unit = sensor.unit
    thresholds = sensor.thresholds
    hysteresis = sensor.hysteresis ?? 0
    states = sensor.discreteStates
  }
}
