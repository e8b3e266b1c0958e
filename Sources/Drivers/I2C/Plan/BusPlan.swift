/// What one worker does: it has an I2C bus, with all that multiplexers put behind it, to itself.
public struct BusPlan: Hashable, Sendable {
  /// Of the source: `bus:main`.
  public var name: String
  /// Nil where there are only chips that the kernel's drivers read and that are on no I2C bus.
  public var adapter: AdapterPlace?
  /// From one scan to the next.
  public var interval: Duration
  /// In the order in which they are read.
  public var chips: [PlannedChip] = []
  /// Pins of I/O expanders that are lines of the board.
  public var lines: [PlannedChipLine] = []
  /// By system: the one of `lines` that tells whether it is on.
  public var stateLines: [String: String] = [:]
  public var fans: [PlannedFan] = []
  public var parts: [PlannedPart] = []
  public var firmware: [PlannedFirmware] = []

  public init(name: String, adapter: AdapterPlace?, interval: Duration = .seconds(1)) {
    self.name = name
    self.adapter = adapter
    self.interval = interval
  }
}
