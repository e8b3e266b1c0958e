import CHardware
import Chips

/// An SMBus operation as the kernel takes it (I2C_SMBUS).
struct SMBusCall {
  let reads: Int32
  let command: UInt8
  let size: Int32
  var data: [UInt8]
  /// How many bytes are read; nil where the data begin with that.
  private let count: Int?

  init(_ operation: SMBusOperation) {
    var data: [UInt8] = []
    switch operation {
    case .receive: (reads, command, size, count) = (1, 0, I2C_SMBUS_BYTE, 1)
    case .send(let byte): (reads, command, size, count) = (0, byte, I2C_SMBUS_BYTE, 0)
    case .readByte(let register): (reads, command, size, count) = (1, register, I2C_SMBUS_BYTE_DATA, 1)
    case .writeByte(let register, let byte):
      (reads, command, size, count) = (0, register, I2C_SMBUS_BYTE_DATA, 0)
      data = [byte]
    case .readWord(let register): (reads, command, size, count) = (1, register, I2C_SMBUS_WORD_DATA, 2)
    case .writeWord(let register, let first, let second):
      (reads, command, size, count) = (0, register, I2C_SMBUS_WORD_DATA, 0)
      data = [first, second]
    case .readBlock(let register): (reads, command, size, count) = (1, register, I2C_SMBUS_BLOCK_DATA, nil)
    case .writeBlock(let register, let bytes):
      (reads, command, size, count) = (0, register, I2C_SMBUS_BLOCK_DATA, 0)
      data = SMBusCall.block(bytes)
    case .readBytes(let register, let length):
      (reads, command, size, count) = (1, register, I2C_SMBUS_I2C_BLOCK_DATA, nil)
      data = [UInt8(clamping: min(length, Int(I2C_SMBUS_BLOCK_MAX)))]
    case .processBlock(let register, let bytes):
      (reads, command, size, count) = (0, register, I2C_SMBUS_BLOCK_PROC_CALL, nil)
      data = SMBusCall.block(bytes)
    }
    self.data = data + [UInt8](repeating: 0, count: SMBusCall.space - data.count)
  }

  /// A length, the longest block, and a packet error code.
  private static let space = Int(I2C_SMBUS_BLOCK_MAX) + 2

  private static func block(_ bytes: [UInt8]) -> [UInt8] {
    let bytes = bytes.prefix(Int(I2C_SMBUS_BLOCK_MAX))
    return [UInt8(bytes.count)] + bytes
  }

  /// What was read.
  func answer() throws(I2CError) -> [UInt8] {
    if let count { return Array(data.prefix(count)) }
    guard data[0] <= UInt8(I2C_SMBUS_BLOCK_MAX) else { throw .malformed }
    return Array(data[1...].prefix(Int(data[0])))
  }
}
