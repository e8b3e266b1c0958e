/// How long to wait before the next attempt: twice as long each time from one second up to thirty, each a fifth
/// longer or shorter by chance so that many sessions do not come back in step.
struct BackOff {
  private var seconds = 1.0

  mutating func reset() { seconds = 1 }

  mutating func nextNanoseconds() -> UInt64 {
    defer { seconds = min(30, seconds * 2) }
    return UInt64(seconds * Double.random(in: 0.8...1.2) * 1e9)
  }
}
