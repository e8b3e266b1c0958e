/// The general-purpose lines of a board that one source reads and drives: `/dev/gpiochip*`, by the second version of the
/// kernel's interface (Linux 5.10 and later).
public struct LinePlan: Hashable, Sendable {
  /// Of the only source of lines that a board has.
  public static let sourceName = "lines"

  public var name = sourceName
  /// Between two readings of the inputs.
  public var interval: Duration = .milliseconds(250)
  public var lines: [PlannedLine]
  /// The input that tells a system's state, by the system's id.
  public var stateLines: [String: String]

  public init(lines: [PlannedLine], stateLines: [String: String] = [:]) {
    self.lines = lines
    self.stateLines = stateLines
  }
}

/// One line of a board, and where it is.
public struct PlannedLine: Hashable, Sendable {
  public enum Place: Hashable, Sendable {
    /// A line that the firmware or the device tree gave this name, on any chip.
    case named(String)
    /// A line of a chip that is called so (`gpiochip0`) or that has this label (`1e780000.gpio`).
    case offset(chip: String, line: UInt32)
  }

  /// How an output is driven. The raw value is the word in board files.
  public enum Drive: String, CaseIterable, Sendable {
    case pushPull = "push-pull"
    /// Low is driven, high is left to a resistor.
    case openDrain = "open-drain"
    /// High is driven, low is left to a resistor.
    case openSource = "open-source"
  }

  /// A resistor of the controller itself. The raw value is the word in board files.
  public enum Bias: String, CaseIterable, Sendable {
    case pullUp = "pull-up"
    case pullDown = "pull-down"
    case disabled
  }

  /// As the board file calls it.
  public var name: String
  public var place: Place
  /// Asserted is low.
  public var isActiveLow = false
  public var isOutput: Bool
  public var drive = Drive.pushPull
  /// Nil leaves it as it is.
  public var bias: Bias?
  /// An output that every power sequence releases which asserts it. Nobody drives it in between, and whoever finds it
  /// asserted when nothing is under way may release it.
  public var isMomentary = false

  public init(name: String, place: Place, isOutput: Bool) {
    self.name = name
    self.place = place
    self.isOutput = isOutput
  }
}
