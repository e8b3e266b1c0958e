import Model

/// Makes up for a fan that does not turn as fast as its duty says: a few percent of duty more or less, found slowly from
/// what its tachometer reads.
///
/// It takes half of what is missing at a time, and looks only once the fan has had time to follow the step before:
/// so it comes nearer and never swings, with any fan whose speed grows at most twice as fast as its duty.
struct SpeedCorrection {
  /// Points of duty, added to what full speed promises: never more than `limit` either way.
  private(set) var points = 0.0
  private var lastLook: Instant?

  static let limit = 15.0
  /// At most so many points at a time.
  static let step = 3.0
  /// What is missing and not worth a step, in percent of full speed.
  static let tolerance = 1.5
  /// What a fan is given to come to its speed.
  static let settling = Duration.seconds(5)

  /// The tachometer read `speed` at `takenAt`, the duty being what it is since `steadySince`. All in revolutions per
  /// minute.
  mutating func look(speed: Double, wanted: Double, fullSpeed: Double, takenAt: Instant, steadySince: Instant) {
    guard takenAt - max(steadySince, lastLook ?? steadySince) >= Self.settling else { return }
    lastLook = takenAt
    let missing = (wanted - speed) / fullSpeed * 100
    guard missing.isFinite, abs(missing) > Self.tolerance else { return }
    let change = max(-Self.step, min(Self.step, missing / 2))
    points = max(-Self.limit, min(Self.limit, points + change))
  }
}
