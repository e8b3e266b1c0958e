/// Bits of a chip's registers, as one unsigned number of up to 32 bits.
public struct Register: Hashable, Sendable {
  /// PMBus page that must be selected first.
  public var page: UInt8?
  /// One register of `count` bytes, or several registers of one byte each, which are read in this order.
  public var addresses: [UInt8]
  /// Bytes in all, 1 to 4.
  public var count: Int
  /// Whether the first byte is the lowest one, as everywhere on SMBus, or the highest.
  public var isLittleEndian: Bool
  /// A PMBus command. What is not supported is then told from what is out of reach.
  public var isCommand: Bool
  /// The bits that are meant, before the shift.
  public var mask: UInt32
  /// By how many bits they are moved to the right.
  public var shift: Int

  /// `mask` nil: all bits.
  public init(
    _ addresses: [UInt8], count: Int = 1, page: UInt8? = nil, isLittleEndian: Bool = false, isCommand: Bool = false,
    mask: UInt32? = nil, shift: Int = 0
  ) {
    self.addresses = addresses
    self.count = count
    self.page = page
    self.isLittleEndian = isLittleEndian
    self.isCommand = isCommand
    self.mask = mask ?? Register.allBits(count)
    self.shift = shift
  }

  /// The mask that leaves out nothing of so many bytes.
  public static func allBits(_ count: Int) -> UInt32 { .max >> UInt32(32 - 8 * count) }

  /// The number that the bytes make, with all its bits.
  public func number(of bytes: [UInt8]) -> UInt32 {
    var number: UInt32 = 0
    if isLittleEndian {
      for byte in bytes.reversed() { number = number << 8 | UInt32(byte) }
    } else {
      for byte in bytes { number = number << 8 | UInt32(byte) }
    }
    return number
  }

  /// The bytes of a number, in the order in which they are written.
  public func bytes(of number: UInt32) -> [UInt8] {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) }
    return isLittleEndian ? bytes : bytes.reversed()
  }

  /// The bits that are meant, in their place to the right.
  public func field(of number: UInt32) -> UInt32 { (number & mask) >> UInt32(shift) }

  /// Whether both are read alike, whatever bits of it are meant.
  func isSame(as other: Register) -> Bool {
    page == other.page && addresses == other.addresses && count == other.count
  }

  /// The highest bit that is meant, in its place to the right.
  var topBit: UInt32 {
    mask == 0 ? 0 : (UInt32(1) << UInt32(31 - mask.leadingZeroBitCount)) >> UInt32(shift)
  }

  /// As people write it: `register 0x00`, `registers 0x00, 0x10`, `page 2 command 0x8b`.
  public var place: String {
    let word = isCommand ? "command" : addresses.count == 1 ? "register" : "registers"
    return (page.map { "page \($0) " } ?? "") + word + " " + addresses.map(\.inHex).joined(separator: ", ")
  }
}

/// A write to a register; where `mask` leaves out bits, these keep what they are.
public struct RegisterWrite: Hashable, Sendable {
  /// Of one address.
  public var register: Register
  /// The bits in their place, not shifted; none outside the mask.
  public var bits: UInt32

  public init(_ register: Register, bits: UInt32) {
    self.register = register
    self.bits = bits
  }
}

extension UInt32 {
  /// `0x0a`, with at least so many digits.
  func inHex(_ digits: Int) -> String {
    let text = String(self, radix: 16)
    return "0x" + String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
  }
}

extension UInt8 {
  var inHex: String { UInt32(self).inHex(2) }
}
