public import Model

/// An image whose version is in a register, or a text, of a chip.
public struct PlannedFirmware: Hashable, Sendable {
  /// What the board file states.
  public var firmware: Firmware
  /// The id of one of the plan's chips.
  public var chip: String
  /// The chip's name for the channel or text.
  public var channel: String

  public init(firmware: Firmware, chip: String, channel: String) {
    self.firmware = firmware
    self.chip = chip
    self.channel = channel
  }
}
