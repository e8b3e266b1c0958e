/// Commands that a PMBus device may lack.
extension ChipReader {
  /// The bytes of a command; nil where the device has not got it. A device says so by not acknowledging the command, or
  /// with all ones, and in STATUS_CML (PMBus 1.3 part II 10.8.3 and 17.6); what it has answered once, it has got, and
  /// then the same is an error of the bus.
  mutating func commandBytes(_ register: Register, on bus: any I2CBus) throws(ChipError) -> [UInt8]? {
    try commandBytes(register, on: bus) { (reader: ChipReader) throws(ChipError) -> [UInt8] in
      try reader.bytes(of: register, on: bus)
    }
  }

  /// The same for a block of the command.
  mutating func commandBlock(_ register: Register, on bus: any I2CBus) throws(ChipError) -> [UInt8]? {
    try commandBytes(register, on: bus) { (reader: ChipReader) throws(ChipError) -> [UInt8] in
      try reader.select(register.page, on: bus)
      return try reader.access.block(register.addresses[0], on: bus)
    }
  }

  private mutating func commandBytes(
    _ register: Register, on bus: any I2CBus, _ read: (ChipReader) throws(ChipError) -> [UInt8]
  ) throws(ChipError) -> [UInt8]? {
    let supported = learned.supports(register.key)
    if supported == false { return nil }
    var refusal: ChipError?
    var bytes: [UInt8] = []
    do {
      bytes = try read(self)
    } catch .bus(.noAcknowledge) where supported == nil {
      refusal = .bus(.noAcknowledge)
    }
    if supported == nil, refusal != nil || bytes.allSatisfy({ $0 == 0xFF }), try isRefused(on: bus) {
      learned.note(register.key, isSupported: false)
      return nil
    }
    if let refusal { throw refusal }
    learned.note(register.key, isSupported: true)
    return bytes
  }

  /// Whether the device says that it was asked for what it has not got, or cannot do; clears that where it may.
  private func isRefused(on bus: any I2CBus) throws(ChipError) -> Bool {
    let status = try bus.exchange(access.read(PMBusCommand.statusCML, count: 1, functions: bus.functions))
    guard status[0] & 0xC0 != 0 else { return false }
    if isSetUp, let message = access.write(PMBusCommand.clearFaults, [], functions: bus.functions) {
      _ = try bus.exchange(message)
    }
    return true
  }

  /// VOUT_MODE of a page.
  mutating func voltageMode(_ page: UInt8?, on bus: any I2CBus) throws(ChipError) -> UInt8 {
    if let known = learned.modes.first(where: { $0.page == page }) { return known.mode }
    let mode = try bytes(of: Register([PMBusCommand.voltageMode], page: page), on: bus)[0]
    learned.modes.append(Learned.Mode(page: page, mode: mode))
    return mode
  }

  /// The coefficients with which a command is read (PMBus 1.3 part II 14.1).
  mutating func coefficients(_ register: Register, on bus: any I2CBus) throws(ChipError) -> Conversion {
    if let known = learned.coefficients.first(where: { $0.key == register.key }) { return known.conversion }
    try select(register.page, on: bus)
    let bytes = try bus.exchange(
      access.smbus(.processBlock(PMBusCommand.coefficients, [register.addresses[0], 1])))
    guard bytes.count == 5 else { throw .bus(.malformed) }
    let m = Int16(bitPattern: UInt16(bytes[1]) << 8 | UInt16(bytes[0]))
    let b = Int16(bitPattern: UInt16(bytes[3]) << 8 | UInt16(bytes[2]))
    guard m != 0 else { throw .bus(.malformed) }
    let conversion = Conversion.direct(m: Double(m), b: Double(b), r: Int(Int8(bitPattern: bytes[4])))
    learned.coefficients.append(Learned.Coefficients(key: register.key, conversion: conversion))
    return conversion
  }

  /// The mean since the last reading, in steps of the register; nil at the first one. The accumulator counts to 32767
  /// and then the rollover counter to 255 (PMBus 1.3 part II 18.13), so that both together wrap after 256 × 32767.
  mutating func meanEnergy(_ register: Register, _ bytes: [UInt8]) throws(ChipError) -> Double? {
    guard bytes.count == 6 else { throw .bus(.malformed) }
    let wrap: UInt32 = 256 * 32767
    let count = (UInt32(bytes[2]) * 32767 + UInt32(bytes[0]) + UInt32(bytes[1] & 0x7F) << 8) % wrap
    let samples = UInt32(bytes[3]) | UInt32(bytes[4]) << 8 | UInt32(bytes[5]) << 16
    let now = Learned.Energy(key: register.key, count: count, samples: samples)
    guard let place = learned.energies.firstIndex(where: { $0.key == register.key }) else {
      learned.energies.append(now)
      return nil
    }
    let before = learned.energies[place]
    let taken = (samples &- before.samples) & 0xFF_FFFF
    // Asked again before the device took a sample: the older one stays the beginning.
    if taken == 0 { return nil }
    learned.energies[place] = now
    return Double((count + wrap - before.count) % wrap) / Double(taken)
  }
}
