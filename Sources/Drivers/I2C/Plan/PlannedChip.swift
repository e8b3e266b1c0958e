public import Chips

/// A chip of a board and what is read of it.
public struct PlannedChip: Hashable, Sendable {
  /// The board file's name for it.
  public var id: String
  public var chip: ChipDescription
  public var place: ChipPlace
  /// What the board file says of how it is wired: a shunt in ohms.
  public var parameters: [String: Double] = [:]
  /// Whether exchanges with it carry packet error codes.
  public var isChecked = false
  /// Whether its configuration is written before it is read, and again when it was away.
  public var isSetUp = false
  public var readings: [PlannedReading] = []

  public init(id: String, chip: ChipDescription, place: ChipPlace) {
    self.id = id
    self.chip = chip
    self.place = place
  }
}

/// A sensor of the model that is one channel of a chip. What the channel says is multiplied by `scale`, and `offset`
/// added, in the sensor's unit: dividers, calibration.
public struct PlannedReading: Hashable, Sendable {
  public var sensor: String
  /// By name.
  public var channel: String
  public var scale: Double
  public var offset: Double

  public init(sensor: String, channel: String, scale: Double = 1, offset: Double = 0) {
    self.sensor = sensor
    self.channel = channel
    self.scale = scale
    self.offset = offset
  }
}
