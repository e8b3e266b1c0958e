/// How long to wait before the next attempt: twice as long each time from one second up to thirty, each a fifth
/// longer or shorter by chance, so that many that failed together do not come back in step.
public struct BackOff: Sendable {
  private static let shortest = 1.0
  private static let longest = 30.0
  private var seconds = BackOff.shortest

  public init() {}

  public mutating func reset() { seconds = BackOff.shortest }

  public mutating func next() -> Duration {
    defer { seconds = min(BackOff.longest, seconds * 2) }
    return .seconds(seconds * Double.random(in: 0.8...1.2))
  }
}
