import Glibc

/// The GPIO chips of the machine, as the kernel offers them. Calls may block for as long as the chip's bus takes.
protocol LineChips: Sendable {
  /// The paths of their devices, in order.
  func devices() -> [String]
  func chip(_ device: String) throws(LineError) -> LineChip
  /// Every line of a chip, by offset.
  func lines(of device: String) throws(LineError) -> [LineState]
  /// Takes a line: from then on nobody else can. An output begins with `isAsserted`.
  func take(_ line: UInt32, of device: String, _ flags: LineFlags, isAsserted: Bool) throws(LineError) -> any HeldLine
}

struct LineChip: Hashable, Sendable {
  /// `gpiochip0`
  var name: String
  /// The driver's or the device tree's name for it.
  var label: String
  var count: UInt32
}

struct LineState: Hashable, Sendable {
  /// Empty where it has none.
  var name: String
  /// Who uses it; empty where nobody does, or does not say.
  var consumer: String
  var flags: LineFlags
}

/// A line that was taken, until nothing refers to it. Belongs to one thread.
protocol HeldLine: AnyObject {
  /// Whether it is asserted now: of an input what comes in, of an output what is driven.
  func read() throws(LineError) -> Bool
  func drive(_ isAsserted: Bool) throws(LineError)
}

/// The kernel's answer to what it did not do.
struct LineError: Error, Hashable {
  /// An errno.
  var code: Int32

  static let inUse = LineError(code: EBUSY)
}

/// GPIO_V2_LINE_FLAG_ of <linux/gpio.h>.
struct LineFlags: OptionSet, Hashable, Sendable {
  let rawValue: UInt64

  static let used = LineFlags(rawValue: 1 << 0)
  static let activeLow = LineFlags(rawValue: 1 << 1)
  static let input = LineFlags(rawValue: 1 << 2)
  static let output = LineFlags(rawValue: 1 << 3)
  static let openDrain = LineFlags(rawValue: 1 << 6)
  static let openSource = LineFlags(rawValue: 1 << 7)
  static let pullUp = LineFlags(rawValue: 1 << 8)
  static let pullDown = LineFlags(rawValue: 1 << 9)
  static let biasDisabled = LineFlags(rawValue: 1 << 10)
}

extension PlannedLine {
  /// What a request of the line asks for.
  var flags: LineFlags {
    var flags: LineFlags = isOutput ? .output : .input
    if isActiveLow { flags.insert(.activeLow) }
    switch drive {
    case .openDrain where isOutput: flags.insert(.openDrain)
    case .openSource where isOutput: flags.insert(.openSource)
    default: break
    }
    switch bias {
    case .pullUp: flags.insert(.pullUp)
    case .pullDown: flags.insert(.pullDown)
    case .disabled: flags.insert(.biasDisabled)
    case nil: break
    }
    return flags
  }
}
