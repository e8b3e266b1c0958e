/// A pin of an I/O expander that is a line of the board.
public struct PlannedChipLine: Hashable, Sendable {
  /// Of the line.
  public var name: String
  /// The id of one of the plan's chips.
  public var chip: String
  /// The chip's name for the pin.
  public var line: String
  /// Asserted when the pin is low.
  public var isActiveLow: Bool
  /// Outputs are driven only when they are set; inputs are read with every scan.
  public var isOutput: Bool

  public init(name: String, chip: String, line: String, isActiveLow: Bool = false, isOutput: Bool = false) {
    self.name = name
    self.chip = chip
    self.line = line
    self.isActiveLow = isActiveLow
    self.isOutput = isOutput
  }
}
