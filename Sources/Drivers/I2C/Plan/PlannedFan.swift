/// A fan that an output of a chip drives.
public struct PlannedFan: Hashable, Sendable {
  /// Of the fan in the model.
  public var id: String
  /// The id of one of the plan's chips.
  public var chip: String
  /// The chip's name for the output: `pwm1`.
  public var output: String

  public init(id: String, chip: String, output: String) {
    self.id = id
    self.chip = chip
    self.output = output
  }
}
