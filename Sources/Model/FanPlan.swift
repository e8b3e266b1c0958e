/// How the agent drives a fan, as the board file says it.
public struct FanPlan: Hashable, Sendable {
  /// Percent of full speed, 0 to 100: it is never driven slower.
  public var minimumDuty: Double
  /// Revolutions per minute at a duty of 100 %; nil where the board file does not say it, and then the fan cannot be told
  /// a speed.
  public var fullSpeed: UInt64?
  /// The id of the cooling zone that says how fast it turns; nil: it is driven only once somebody sets a speed.
  public var zone: String?

  public init(minimumDuty: Double, fullSpeed: UInt64? = nil, zone: String? = nil) {
    self.minimumDuty = minimumDuty
    self.fullSpeed = fullSpeed
    self.zone = zone
  }
}

/// A part of a board that the same fans cool. The highest demand of its governors counts.
public struct CoolingZone: Hashable, Sendable {
  public var id: String
  public var governors: [Governor]

  public init(id: String, governors: [Governor]) {
    self.id = id
    self.governors = governors
  }
}

/// A sensor that says how much cooling its zone needs.
public struct Governor: Hashable, Sendable {
  /// Its id.
  public var sensor: String
  /// By ascending reading, at least one point; in a straight line between two points, flat beyond the first and the last.
  public var curve: [CurvePoint]
  /// How far the reading must fall, in its unit, before less is demanded.
  public var hysteresis: Double

  public init(sensor: String, curve: [CurvePoint], hysteresis: Double = 0) {
    self.sensor = sensor
    self.curve = curve
    self.hysteresis = hysteresis
  }
}

/// The duty that a reading demands.
public struct CurvePoint: Hashable, Sendable {
  /// In the unit of the sensor.
  public var reading: Double
  /// Percent of full speed, 0 to 100.
  public var duty: Double

  public init(_ reading: Double, duty: Double) {
    self.reading = reading
    self.duty = duty
  }
}
