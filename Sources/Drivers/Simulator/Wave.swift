import Glibc
import Model

/// A sine: `mean` at its start, then up to `mean + swing`.
public struct Wave: Hashable, Sendable {
  public var mean: Double
  public var swing: Double
  public var period: Duration

  public init(mean: Double, swing: Double, period: Duration) {
    self.mean = mean
    self.swing = swing
    self.period = period
  }

  func value(at time: Duration) -> Double {
    guard period > .zero else { return mean }
    return mean + swing * sin(2 * .pi * time.inSeconds / period.inSeconds)
  }
}
