/// What one simulated sensor shows over time.
public struct SimulatedSensor: Hashable, Sendable {
  public enum WhenOff: Hashable, Sendable {
    /// It runs on standby power.
    case keeps
    case reads(Double)
    case unavailable
  }

  /// Its id in the model.
  public var id: String
  public var system: String
  /// Readings are multiples of this, as a converter's are; zero leaves them as they are.
  public var step: Double
  public var whenOff: WhenOff
  public var script: Script
  /// What the controller of its system compares with; nil where it keeps no log of it.
  public var watch: SensorWatch?

  public init(
    id: String, system: String, step: Double = 0, whenOff: WhenOff = .keeps, script: Script,
    watch: SensorWatch? = nil
  ) {
    self.id = id
    self.system = system
    self.step = step
    self.whenOff = whenOff
    self.script = script
    self.watch = watch
  }

  /// The multiple of `step` nearest to a value. Where a whole number of steps makes one, as with 0.01, division keeps
  /// the reading as short as it is written.
  func converted(_ value: Double) -> Double {
    guard step > 0 else { return value }
    let perUnit = (1 / step).rounded()
    if perUnit >= 1, abs(perUnit * step - 1) < 1e-9 { return (value * perUnit).rounded() / perUnit }
    return (value / step).rounded() * step
  }
}
