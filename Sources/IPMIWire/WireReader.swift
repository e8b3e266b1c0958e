/// Takes values out of one frame's payload, in the layout `WireWriter` gives them.
struct WireReader {
  static let maximumText = 1024

  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// To be called after the last value.
  func finish() throws(WireError) {
    guard place == bytes.count else { throw .trailingBytes(bytes.count - place) }
  }

  mutating func uint8() throws(WireError) -> UInt8 {
    guard place < bytes.count else { throw .truncated }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func uint16() throws(WireError) -> UInt16 { try integer() }
  mutating func uint32() throws(WireError) -> UInt32 { try integer() }
  mutating func uint64() throws(WireError) -> UInt64 { try integer() }
  mutating func int8() throws(WireError) -> Int8 { Int8(bitPattern: try uint8()) }
  mutating func int16() throws(WireError) -> Int16 { Int16(bitPattern: try uint16()) }

  private mutating func integer<T: FixedWidthInteger & UnsignedInteger>() throws(WireError) -> T {
    let size = T.bitWidth / 8
    guard bytes.count - place >= size else { throw .truncated }
    var value: T = 0
    for offset in (0..<size).reversed() { value = value << 8 | T(bytes[place + offset]) }
    place += size
    return value
  }

  mutating func bool() throws(WireError) -> Bool {
    switch try uint8() {
    case 0: return false
    case 1: return true
    default: throw .invalidValue
    }
  }

  /// A finite real.
  mutating func real() throws(WireError) -> Double {
    let value = Double(bitPattern: try uint64())
    guard value.isFinite else { throw .notFinite }
    return value
  }

  mutating func text() throws(WireError) -> String {
    guard let text = String(validating: try blob(), as: UTF8.self) else { throw .invalidText }
    return text
  }

  mutating func blob() throws(WireError) -> [UInt8] {
    let length = Int(try uint16())
    guard length <= WireReader.maximumText else { throw .invalidText }
    return try bytes(length)
  }

  mutating func bytes(_ count: Int) throws(WireError) -> [UInt8] {
    guard bytes.count - place >= count else { throw .truncated }
    defer { place += count }
    return Array(bytes[place..<place + count])
  }

  mutating func optional<T>(_ read: (inout WireReader) throws(WireError) -> T) throws(WireError) -> T? {
    try bool() ? try read(&self) : nil
  }

  /// Every element is at least one byte, so a count beyond the rest of the frame is refused before anything is kept.
  mutating func list<T>(_ read: (inout WireReader) throws(WireError) -> T) throws(WireError) -> [T] {
    let count = Int(try uint16())
    guard count <= bytes.count - place else { throw .truncated }
    var values: [T] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try read(&self)) }
    return values
  }

  /// One of the numbers of a vocabulary.
  mutating func choice<T: RawRepresentable>(of type: T.Type) throws(WireError) -> T where T.RawValue == UInt8 {
    guard let value = T(rawValue: try uint8()) else { throw .invalidValue }
    return value
  }
}
