import Model

/// Reads one chip at one address, and sets what it can be told. A value; whoever reads the bus keeps it.
///
/// Reading writes nothing but PMBus pages, which a chip must be told to be read at all. What does write says so.
public struct ChipReader: Sendable {
  public let description: ChipDescription
  let access: RegisterAccess
  /// By index of the description's parameters.
  let parameters: [Double]
  /// The board file lets the chip be written: its faults may be cleared.
  var isSetUp = false
  var learned = Learned()
  /// Registers that the present reading depends on.
  var asked: [Asked] = []
  /// Since when the measuring cycle is under way; nil while it is not.
  var measuringSince: Instant?
  /// Whether a measuring cycle has come to its end.
  var hasMeasured = false

  /// `parameters` are those that the board file gives, by name. `isChecked`: exchanges end with a packet error code.
  public init(
    _ description: ChipDescription, address: UInt8, parameters: [String: Double] = [:], isChecked: Bool = false
  ) {
    self.description = description
    access = RegisterAccess(address: address, isChecked: isChecked)
    self.parameters = description.parameters.map { parameters[$0.name] ?? $0.standard ?? 0 }
  }

  public var address: UInt8 { access.address }

  /// The chip was away, or may have lost its power: what was learned of it is asked anew.
  public mutating func forget() {
    learned = Learned()
    measuringSince = nil
    hasMeasured = false
    isSetUp = false
  }

  // MARK: Who it is

  /// Compares what identifies the chip, if anything does. Only reads.
  public mutating func identify(on bus: any I2CBus) throws(ChipError) {
    for identification in description.identify {
      switch identification {
      case .register(let register, let values):
        let found = register.field(of: register.number(of: try bytes(of: register, on: bus)))
        if !values.contains(found) {
          let digits = register.count * 2
          throw .wrongChip(
            place: register.place, expected: values.map { $0.inHex(digits) }.joined(separator: " or "),
            found: found.inHex(digits))
        }
      case .text(let command, let prefix):
        let text = Self.text(of: try access.block(command, on: bus))
        if !text.lowercased().hasPrefix(prefix.lowercased()) {
          throw .wrongChip(place: "command \(command.inHex)", expected: "'\(prefix)'", found: "'\(text)'")
        }
      }
    }
  }

  // MARK: What is written only where the board file asks for it

  /// Does the writes of `set-up`. From here on the chip may be written for its own sake: faults that come of asking for
  /// what it has not got are cleared, and its measuring cycle is run.
  public mutating func setUp(on bus: any I2CBus) throws(ChipError) {
    try perform(description.setUp, on: bus)
    isSetUp = true
  }

  /// Starts, keeps quiet and stops the chip's own watchdog. Nothing where it has none.
  public func startWatchdog(on bus: any I2CBus) throws(ChipError) {
    if let watchdog = description.watchdog { try perform(watchdog.start, on: bus) }
  }

  public func feedWatchdog(on bus: any I2CBus) throws(ChipError) {
    if let watchdog = description.watchdog { try perform(watchdog.feed, on: bus) }
  }

  public func stopWatchdog(on bus: any I2CBus) throws(ChipError) {
    if let watchdog = description.watchdog { try perform(watchdog.stop, on: bus) }
  }

  /// Does each write, and leaves out what is so already where some bits are to be kept.
  func perform(_ writes: [RegisterWrite], on bus: any I2CBus) throws(ChipError) {
    for write in writes {
      let register = write.register
      var number = write.bits
      if register.mask != Register.allBits(register.count) {
        let before = register.number(of: try bytes(of: register, on: bus))
        number |= before & ~register.mask
        if number == before { continue }
      }
      try self.write(register, number, on: bus)
    }
  }

  // MARK: Registers

  /// The bytes of a register, in the order in which they come.
  func bytes(of register: Register, on bus: any I2CBus) throws(ChipError) -> [UInt8] {
    try select(register.page, on: bus)
    let functions = bus.functions
    if register.addresses.count == 1 {
      return try bus.exchange(access.read(register.addresses[0], count: register.count, functions: functions))
    }
    var bytes: [UInt8] = []
    for address in register.addresses {
      bytes += try bus.exchange(access.read(address, count: 1, functions: functions))
    }
    return bytes
  }

  func write(_ register: Register, _ number: UInt32, on bus: any I2CBus) throws(ChipError) {
    try select(register.page, on: bus)
    let message = access.write(register.addresses[0], register.bytes(of: number), functions: bus.functions)
    guard let message else { throw .bus(.unsupported) }
    _ = try bus.exchange(message)
  }

  /// Pages are selected each time: a chip that lost its power for a moment would answer for another one unnoticed.
  func select(_ page: UInt8?, on bus: any I2CBus) throws(ChipError) {
    guard let page, let message = access.write(PMBusCommand.page, [page], functions: bus.functions) else { return }
    _ = try bus.exchange(message)
  }
}

/// Commands that every PMBus device has in the same place (PMBus 1.3 part II, appendix I).
enum PMBusCommand {
  static let page: UInt8 = 0x00
  static let clearFaults: UInt8 = 0x03
  static let voltageMode: UInt8 = 0x20
  static let coefficients: UInt8 = 0x30
  static let statusCML: UInt8 = 0x7E
}
