import CHardware
import Chips

extension I2CFunctions {
  /// What the bits of I2C_FUNCS mean.
  init(adapter bits: UInt) {
    func has(_ mask: some BinaryInteger) -> Bool { bits & UInt(mask) == UInt(mask) }
    self = []
    if has(I2C_FUNC_I2C) { insert(.plain) }
    if has(I2C_FUNC_SMBUS_READ_BYTE_DATA), has(I2C_FUNC_SMBUS_READ_WORD_DATA) { insert(.words) }
    if has(I2C_FUNC_SMBUS_READ_BLOCK_DATA) { insert(.readBlock) }
    if has(I2C_FUNC_SMBUS_READ_I2C_BLOCK) { insert(.readBytes) }
    if has(I2C_FUNC_SMBUS_BLOCK_PROC_CALL) { insert(.processBlock) }
    if has(I2C_FUNC_SMBUS_PEC) { insert(.checks) }
  }

  /// What can be made of plain messages.
  static let ofPlain: I2CFunctions = [.plain, .words, .readBlock, .readBytes, .processBlock, .checks]
}

extension SMBusOperation {
  /// What an adapter must offer for it.
  var function: I2CFunctions {
    switch self {
    case .receive, .send, .readByte, .writeByte, .readWord, .writeWord: .words
    // Adapters that can write blocks can read them; the kernel refuses where that is not so.
    case .readBlock, .writeBlock: .readBlock
    case .readBytes: .readBytes
    case .processBlock: .processBlock
    }
  }
}
