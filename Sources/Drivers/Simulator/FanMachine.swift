import Model

/// A fan of a simulated board: what is driven, and where its controller's registers and its tachometer are read.
public struct SimulatedFan: Hashable, Sendable {
  /// Its id in the model.
  public var id: String
  /// The id of its tachometer. That reads how fast this fan turns, but for what the scenario says of it.
  public var tachometer: String?
  /// Revolutions per minute at full duty.
  public var fullSpeed: Double
  /// How long it takes from standstill to full speed.
  public var lag: Duration

  public init(id: String, tachometer: String?, fullSpeed: Double, lag: Duration = .seconds(2)) {
    self.id = id
    self.tachometer = tachometer
    self.fullSpeed = fullSpeed
    self.lag = lag
  }
}

/// The inertia of one simulated fan: its speed goes in a straight line to what its duty makes it.
struct FanMachine {
  let fan: SimulatedFan
  private(set) var duty: Double
  private var speed: Double
  private var reachedAt: Instant

  /// Before anybody drives it, its controller holds it at half speed.
  init(_ fan: SimulatedFan, at now: Instant) {
    self.fan = fan
    duty = 50
    speed = fan.fullSpeed / 2
    reachedAt = now
  }

  mutating func drive(_ duty: Double, at now: Instant) {
    speed = speed(at: now)
    reachedAt = now
    self.duty = max(0, min(100, duty))
  }

  /// In revolutions per minute.
  func speed(at now: Instant) -> Double {
    let goal = fan.fullSpeed * duty / 100
    let lag = fan.lag.inSeconds
    guard lag > 0 else { return goal }
    let possible = fan.fullSpeed * max(0, (now - reachedAt).inSeconds) / lag
    return speed < goal ? min(goal, speed + possible) : max(goal, speed - possible)
  }
}
