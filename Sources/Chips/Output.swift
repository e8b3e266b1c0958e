/// The duty of a fan, or of whatever a chip drives in percent.
public struct Output: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// The number that is 100 %, after the shift.
    case number(full: UInt32)
    /// Percent as LINEAR11, which FAN_COMMAND of a PMBus device takes in duty mode (PMBus 1.3 part II 14.11).
    case linear11
  }

  public var name: String
  /// Of one address; all of it is written.
  public var register: Register
  public var form: Form
  /// What makes the chip obey the register: done each time before it is written, where it is not so already.
  public var manual: [RegisterWrite]

  public init(name: String, register: Register, form: Form, manual: [RegisterWrite] = []) {
    self.name = name
    self.register = register
    self.form = form
    self.manual = manual
  }
}

/// One line of an I/O expander: the same bit of up to three registers of one byte.
public struct ChipLine: Hashable, Sendable {
  public var name: String
  public var bit: Int
  public var input: UInt8
  /// Nil for a line that only reads.
  public var output: UInt8?
  /// 1 is input.
  public var direction: UInt8?

  public init(name: String, bit: Int, input: UInt8, output: UInt8? = nil, direction: UInt8? = nil) {
    self.name = name
    self.bit = bit
    self.input = input
    self.output = output
    self.direction = direction
  }
}
