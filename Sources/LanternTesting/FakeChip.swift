import Chips

/// A chip as a file of registers. A register has as many bytes as it is given; who reads on past its end comes to the
/// next one, as chips do that count up by themselves.
public struct FakeChip: Sendable {
  /// By register; of a PMBus device, what all its pages have.
  public var registers: [UInt8: [UInt8]]
  /// By page, and by command in it; register 0 selects one.
  public var pages: [UInt8: [UInt8: [UInt8]]] = [:]
  /// Blocks, by command, without their length.
  public var blocks: [UInt8: [UInt8]] = [:]
  /// What a block process call with such bytes gives.
  public var processes: [[UInt8]: [UInt8]] = [:]
  /// Writes to these are not taken.
  public var readOnly: Set<UInt8> = []
  /// What a device without a command does when it is asked for it.
  public var refusal = Refusal.zeros

  public enum Refusal: Sendable {
    /// Answers zeros, as chips do that know nothing of commands.
    case zeros
    /// Does not acknowledge, and sets STATUS_CML.
    case noAcknowledge
    /// Answers all ones, and sets STATUS_CML.
    case ones
  }

  /// EEPROM: what it holds, read with an offset of so many bytes.
  public var memory: (offsetBytes: Int, bytes: [UInt8])?
  private var pointer = 0

  public init(_ registers: [UInt8: [UInt8]] = [:]) { self.registers = registers }

  /// An EEPROM.
  public init(memory bytes: [UInt8], offsetBytes: Int) {
    self.init()
    memory = (offsetBytes, bytes)
  }

  public var page: UInt8 { pages.isEmpty ? 0 : registers[0]?.first ?? 0 }

  mutating func perform(_ message: I2CMessage) throws(I2CError) -> [UInt8] {
    switch message {
    case .plain(_, let write, let count):
      if memory != nil { return try remember(write, count) }
      if let register = write.first {
        pointer = Int(register)
        if write.count > 1 || count == 0 { try self.write(register, Array(write.dropFirst())) }
      }
      return count == 0 ? [] : try read(UInt8(truncatingIfNeeded: pointer), count, isPlain: true)
    case .smbus(_, let operation, _): return try perform(operation)
    }
  }

  private mutating func perform(_ operation: SMBusOperation) throws(I2CError) -> [UInt8] {
    switch operation {
    case .receive: return memory == nil ? try read(UInt8(truncatingIfNeeded: pointer), 1) : try remember([], 1)
    case .send(let byte):
      if memory != nil { return try remember([byte], 0) }
      pointer = Int(byte)
      try write(byte, [])
      return []
    case .readByte(let register): return memory == nil ? try read(register, 1) : try remember([register], 1)
    case .writeByte(let register, let byte):
      if memory != nil { return try remember([register, byte], 0) }
      try write(register, [byte])
      return []
    case .readWord(let register): return try read(register, 2)
    case .writeWord(let register, let first, let second):
      try write(register, [first, second])
      return []
    case .readBlock(let command):
      guard let block = blocks[command] else {
        try refuse()
        return []
      }
      return block
    case .writeBlock(let command, let bytes):
      blocks[command] = bytes
      return []
    case .readBytes(let register, let count):
      return memory == nil ? try read(register, count, isPlain: true) : try remember([register], count)
    case .processBlock(let command, let bytes):
      guard let answer = processes[[command] + bytes] else { throw .noAcknowledge }
      return answer
    }
  }

  private mutating func read(_ register: UInt8, _ count: Int, isPlain: Bool = false) throws(I2CError) -> [UInt8] {
    if isPlain, let block = blocks[register] {
      return Array(([UInt8(block.count)] + block + [UInt8](repeating: 0xFF, count: count)).prefix(count))
    }
    if self[register] == nil, refusal != .zeros {
      try refuse()
      return [UInt8](repeating: 0xFF, count: count)
    }
    var bytes: [UInt8] = []
    var next = register
    while bytes.count < count {
      bytes += self[next] ?? [0]
      next &+= 1
    }
    return Array(bytes.prefix(count))
  }

  private subscript(register: UInt8) -> [UInt8]? { pages[page]?[register] ?? registers[register] }

  private mutating func refuse() throws(I2CError) {
    if refusal != .zeros { registers[0x7E, default: [0]][0] |= 0x80 }
    if refusal == .noAcknowledge { throw .noAcknowledge }
  }

  private mutating func write(_ register: UInt8, _ bytes: [UInt8]) throws(I2CError) {
    if register == 0x03, bytes.isEmpty, registers[0x7E] != nil { registers[0x7E] = [0] }
    if readOnly.contains(register) || bytes.isEmpty { return }
    // A register takes as many bytes as it has; the others go to those that follow.
    let width = max(1, self[register]?.count ?? bytes.count)
    let own = Array(bytes.prefix(width))
    if register != 0, pages[page]?[register] != nil {
      pages[page]?[register] = own
    } else {
      registers[register] = own
    }
    if bytes.count > width { try write(register &+ 1, Array(bytes.dropFirst(width))) }
  }

  /// An EEPROM: what is written beyond the offset would be stored, so that a test sees it.
  private mutating func remember(_ written: [UInt8], _ count: Int) throws(I2CError) -> [UInt8] {
    guard var content = memory else { return [] }
    if written.count >= content.offsetBytes {
      pointer = written.prefix(content.offsetBytes).reduce(0) { $0 << 8 | Int($1) }
    }
    for byte in written.dropFirst(content.offsetBytes) where !content.bytes.isEmpty {
      content.bytes[pointer % content.bytes.count] = byte
      pointer += 1
    }
    memory = content
    var bytes: [UInt8] = []
    for _ in 0..<count {
      bytes.append(content.bytes.isEmpty ? 0xFF : content.bytes[pointer % content.bytes.count])
      pointer += 1
    }
    return bytes
  }
}
