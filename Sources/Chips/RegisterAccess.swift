/// The exchanges that read and write registers, as an adapter can do them.
struct RegisterAccess: Sendable {
  var address: UInt8
  /// With packet error codes, which only SMBus operations have.
  var isChecked: Bool

  /// Reads so many bytes from a register on. One exchange: a repeated start where the adapter has it.
  func read(_ register: UInt8, count: Int, functions: I2CFunctions) -> I2CMessage {
    if !isChecked, functions.contains(.plain) { return .plain(address: address, write: [register], read: count) }
    switch count {
    case 1: return smbus(.readByte(register))
    case 2: return smbus(.readWord(register))
    default: return smbus(.readBytes(register, count: count))
    }
  }

  /// Writes one or two bytes to a register; none is a command by itself. Nil for more.
  func write(_ register: UInt8, _ bytes: [UInt8], functions: I2CFunctions) -> I2CMessage? {
    if !isChecked, functions.contains(.plain) {
      return .plain(address: address, write: [register] + bytes, read: 0)
    }
    switch bytes.count {
    case 0: return smbus(.send(register))
    case 1: return smbus(.writeByte(register, bytes[0]))
    case 2: return smbus(.writeWord(register, bytes[0], bytes[1]))
    default: return nil
    }
  }

  func smbus(_ operation: SMBusOperation) -> I2CMessage { .smbus(address: address, operation, checked: isChecked) }

  /// A block with its length before it, by whatever the adapter has for it. At most 32 bytes.
  func block(_ command: UInt8, on bus: any I2CBus) throws(ChipError) -> [UInt8] {
    let functions = bus.functions
    if functions.contains(.readBlock) { return try bus.exchange(smbus(.readBlock(command))) }
    if isChecked { throw .bus(.unsupported) }
    let hasPlain = functions.contains(.plain)
    // The length first, and then as much as there is: what reads on past the end, some chips do not forgive.
    let length: [UInt8]
    if hasPlain {
      length = try bus.exchange(.plain(address: address, write: [command], read: 1))
    } else {
      length = try bus.exchange(smbus(.readBytes(command, count: 1)))
    }
    let count = Int(length[0])
    if count == 0 { return [] }
    guard count <= (hasPlain ? 32 : 31) else { throw .bus(.malformed) }
    let bytes = try bus.exchange(
      hasPlain
        ? .plain(address: address, write: [command], read: count + 1)
        : smbus(.readBytes(command, count: count + 1)))
    return Array(bytes.dropFirst())
  }
}

extension I2CBus {
  /// As `perform`, and what is read has the length that was asked for.
  func exchange(_ message: I2CMessage) throws(ChipError) -> [UInt8] {
    let bytes: [UInt8]
    do { bytes = try perform(message) } catch { throw .bus(error) }
    let expected: Int
    switch message {
    case .plain(_, _, let count): expected = count
    case .smbus(_, let operation, _):
      switch operation {
      case .receive, .readByte: expected = 1
      case .readWord: expected = 2
      case .readBytes(_, let count): expected = count
      default: return bytes
      }
    }
    guard bytes.count == expected else { throw .bus(.malformed) }
    return bytes
  }
}
