/// One exchange with a chip on an I2C bus. Addresses have seven bits.
public enum I2CMessage: Hashable, Sendable {
  /// Writes the bytes, then, after a repeated start, reads so many; either may be none. Needs `I2CFunctions.plain`.
  case plain(address: UInt8, write: [UInt8], read: Int)
  /// With `checked` the exchange ends with a packet error code (SMBus 3.1 section 6.4), which the adapter makes and
  /// compares.
  case smbus(address: UInt8, SMBusOperation, checked: Bool)

  public var address: UInt8 {
    switch self {
    case .plain(let address, _, _), .smbus(let address, _, _): address
    }
  }
}

/// What SMBus adapters can do (SMBus 3.1 section 6.5).
public enum SMBusOperation: Hashable, Sendable {
  /// Reads a byte without saying which (receive byte).
  case receive
  /// Writes a byte, mostly a command by itself (send byte).
  case send(UInt8)
  case readByte(UInt8)
  case writeByte(UInt8, UInt8)
  /// Two bytes, in the order in which they come over the bus.
  case readWord(UInt8)
  case writeWord(UInt8, UInt8, UInt8)
  /// The chip says how many bytes follow, at most 32; the count itself is not among what is read.
  case readBlock(UInt8)
  case writeBlock(UInt8, [UInt8])
  /// 1 to 32 bytes from a register on, as many as are asked for.
  case readBytes(UInt8, count: Int)
  /// Writes a block and reads one back in the same exchange (block process call).
  case processBlock(UInt8, [UInt8])
}

/// What an adapter says it can do.
public struct I2CFunctions: OptionSet, Hashable, Sendable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Messages of any length, with repeated starts (I2C_RDWR). PC-style SMBus controllers have not got it.
  public static let plain = I2CFunctions(rawValue: 1)
  /// Receive, send, byte and word operations.
  public static let words = I2CFunctions(rawValue: 2)
  public static let readBlock = I2CFunctions(rawValue: 4)
  public static let readBytes = I2CFunctions(rawValue: 8)
  public static let processBlock = I2CFunctions(rawValue: 16)
  /// Packet error codes on SMBus operations.
  public static let checks = I2CFunctions(rawValue: 32)
}
