/// What a board says of how a sensor's readings become states.
public struct SensorPolicy: Hashable, Sendable {
  /// So many samples in a row must lie beyond a threshold before the state follows.
  public var samples: Int
  /// Compared only while the system is on; off, the reading is unavailable.
  public var onlyWhenOn: Bool

  public init(samples: Int = 1, onlyWhenOn: Bool = false) {
    self.samples = samples
    self.onlyWhenOn = onlyWhenOn
  }
}
