import Chips

/// An SMBus operation as plain exchanges, for adapters without that operation: with its packet error code, where it has
/// one, made and compared here.
struct PlainForm {
  private enum Answer {
    case nothing
    case bytes(Int)
    /// The first byte says how many follow, at most 32.
    case block
  }

  let write: [UInt8]
  /// How many bytes are read, the code included.
  private(set) var read: Int
  private let address: UInt8
  private let answer: Answer
  private let isChecked: Bool

  private static let longestBlock = 32

  init(_ operation: SMBusOperation, address: UInt8, isChecked: Bool) {
    let (write, answer): ([UInt8], Answer) =
      switch operation {
      case .receive: ([], .bytes(1))
      case .send(let byte): ([byte], .nothing)
      case .readByte(let command): ([command], .bytes(1))
      case .writeByte(let command, let byte): ([command, byte], .nothing)
      case .readWord(let command): ([command], .bytes(2))
      case .writeWord(let command, let first, let second): ([command, first, second], .nothing)
      case .readBlock(let command): ([command], .block)
      case .writeBlock(let command, let bytes): ([command, UInt8(truncatingIfNeeded: bytes.count)] + bytes, .nothing)
      case .readBytes(let command, let count): ([command], .bytes(count))
      case .processBlock(let command, let bytes):
        ([command, UInt8(truncatingIfNeeded: bytes.count)] + bytes, .block)
      }
    self.address = address
    self.answer = answer
    self.isChecked = isChecked
    switch answer {
    case .nothing:
      self.write = isChecked ? write + [PacketErrorCode.of([address << 1] + write)] : write
      read = 0
    case .bytes(let count):
      self.write = write
      read = count + (isChecked ? 1 : 0)
    case .block:
      self.write = write
      // The length first, and then as much as there is: what reads on past the end, some chips do not forgive.
      read = 1
    }
  }

  /// Whether `learn` must be told what the first exchange read, before there is a second one for all of it.
  var needsLength: Bool { if case .block = answer { true } else { false } }

  mutating func learn(_ bytes: [UInt8]) throws(I2CError) {
    guard let count = bytes.first, count <= PlainForm.longestBlock else { throw .malformed }
    read = 1 + Int(count) + (isChecked ? 1 : 0)
  }

  /// What the operation reads, out of what the exchange read.
  func content(of bytes: [UInt8]) throws(I2CError) -> [UInt8] {
    if case .nothing = answer { return [] }
    guard bytes.count == read else { throw .malformed }
    if isChecked {
      let before = write.isEmpty ? [] : [address << 1] + write
      guard PacketErrorCode.of(before + [address << 1 | 1] + bytes) == 0 else { throw .badChecksum }
    }
    let content = isChecked ? bytes.dropLast() : bytes[...]
    if case .bytes = answer { return Array(content) }
    // It may have another length than it had just now.
    guard let count = content.first, Int(count) == content.count - 1 else { throw .malformed }
    return Array(content.dropFirst())
  }
}
