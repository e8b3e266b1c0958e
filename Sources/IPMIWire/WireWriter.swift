/// Appends values in the protocol's layout: integers little-endian, reals as IEEE 754 bits, text as UTF-8 with a
/// 16-bit length, lists with a 16-bit count, optionals behind a byte 0 or 1.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func uint8(_ value: UInt8) { bytes.append(value) }
  mutating func uint16(_ value: UInt16) { integer(value) }
  mutating func uint32(_ value: UInt32) { integer(value) }
  mutating func uint64(_ value: UInt64) { integer(value) }
  mutating func bool(_ value: Bool) { bytes.append(value ? 1 : 0) }

  private mutating func integer<T: FixedWidthInteger & UnsignedInteger>(_ value: T) {
    for shift in stride(from: 0, to: T.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  mutating func real(_ value: Double) { uint64(value.bitPattern) }

  /// Longer text is cut between two Unicode scalars.
  mutating func text(_ value: String) {
    var length = 0
    for scalar in value.unicodeScalars {
      let more = UTF8.width(scalar)
      guard length + more <= WireReader.maximumText else { break }
      length += more
    }
    uint16(UInt16(length))
    bytes.append(contentsOf: value.utf8.prefix(length))
  }

  mutating func blob(_ value: [UInt8]) {
    let kept = value.prefix(WireReader.maximumText)
    uint16(UInt16(kept.count))
    bytes.append(contentsOf: kept)
  }

  mutating func optional<T>(_ value: T?, _ write: (inout WireWriter, T) -> Void) {
    bool(value != nil)
    if let value { write(&self, value) }
  }

  mutating func list<T>(_ values: [T], _ write: (inout WireWriter, T) -> Void) {
    uint16(UInt16(values.count))
    for value in values { write(&self, value) }
  }
}
