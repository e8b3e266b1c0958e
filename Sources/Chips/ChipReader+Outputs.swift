/// What a chip can be told: duties of fans, lines of expanders.
extension ChipReader {
  /// The duty that is set, in percent.
  public func duty(_ output: Int, on bus: any I2CBus) throws(ChipError) -> Double {
    let output = description.outputs[output]
    let raw = output.register.number(of: try bytes(of: output.register, on: bus))
    switch output.form {
    case .number(let full):
      let field = output.register.field(of: raw)
      guard field <= full else { throw .notPossible("The chip drives \(output.name) by itself; it has no duty.") }
      return Double(field) / Double(full) * 100
    case .linear11:
      return PMBusNumber.linear11(UInt16(truncatingIfNeeded: raw))
    }
  }

  /// Sets a duty of 0 to 100 percent; before it, what makes the chip obey.
  public func setDuty(_ output: Int, _ percent: Double, on bus: any I2CBus) throws(ChipError) {
    let output = description.outputs[output]
    guard let number = output.number(percent) else {
      throw .notPossible("A duty is 0 to 100 percent, not \(percent).")
    }
    try perform(output.manual, on: bus)
    try write(output.register, number, on: bus)
  }

  /// The exchanges that set a duty without reading anything, for whoever acts when the agent is gone. They count on
  /// `setDuty` having been done before. Nil where it cannot be done blindly.
  public func exchanges(forDuty output: Int, _ percent: Double, functions: I2CFunctions) -> [I2CMessage]? {
    let output = description.outputs[output]
    let register = output.register
    guard let number = output.number(percent),
      let write = access.write(register.addresses[0], register.bytes(of: number), functions: functions)
    else { return nil }
    guard let page = register.page else { return [write] }
    return access.write(PMBusCommand.page, [page], functions: functions).map { [$0, write] }
  }

  // MARK: Lines

  /// The level at the pin of a line.
  public func line(_ line: Int, on bus: any I2CBus) throws(ChipError) -> Bool {
    let line = description.lines[line]
    return try bytes(of: Register([line.input]), on: bus)[0] >> line.bit & 1 == 1
  }

  /// Drives a line. The latch comes before the direction, so that the pin never shows another level.
  public func setLine(_ line: Int, _ level: Bool, on bus: any I2CBus) throws(ChipError) {
    let line = description.lines[line]
    guard let output = line.output else { throw .notPossible("The line \(line.name) can only be read.") }
    let mask = UInt32(1) << UInt32(line.bit)
    try perform([RegisterWrite(Register([output], mask: mask), bits: level ? mask : 0)], on: bus)
    if let direction = line.direction {
      try perform([RegisterWrite(Register([direction], mask: mask), bits: 0)], on: bus)
    }
  }

  /// The exchange that gives an output line this level and leaves the others of its byte as they are now, for whoever
  /// acts when the agent is gone. It holds until one of those changes.
  public func exchange(forLine line: Int, _ level: Bool, on bus: any I2CBus) throws(ChipError) -> I2CMessage? {
    let line = description.lines[line]
    guard let output = line.output else { return nil }
    let latch = try bytes(of: Register([output]), on: bus)[0]
    let bit = UInt8(1) << UInt8(line.bit)
    return access.write(output, [level ? latch | bit : latch & ~bit], functions: bus.functions)
  }
}

extension Output {
  /// What is written for a duty; nil where it is none.
  func number(_ percent: Double) -> UInt32? {
    guard (0...100).contains(percent) else { return nil }
    switch form {
    case .number(let full): return UInt32((percent / 100 * Double(full)).rounded()) << UInt32(register.shift)
    case .linear11: return PMBusNumber.linear11(of: percent).map { UInt32($0) }
    }
  }
}
