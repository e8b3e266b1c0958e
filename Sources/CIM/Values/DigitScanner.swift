/// Reads runs of decimal digits, and the characters between them, from the front of a text.
struct DigitScanner {
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { place == bytes.count }

  func isAt(_ character: Unicode.Scalar) -> Bool { place < bytes.count && bytes[place] == UInt8(ascii: character) }

  mutating func next() -> UInt8? {
    guard place < bytes.count else { return nil }
    place += 1
    return bytes[place - 1]
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    place += 1
    return true
  }

  /// So many asterisks, or nothing.
  mutating func asterisks(_ count: Int) -> Bool {
    guard place + count <= bytes.count, bytes[place..<place + count].allSatisfy({ $0 == UInt8(ascii: "*") }) else {
      return false
    }
    place += count
    return true
  }

  /// Exactly so many digits.
  mutating func digits(_ count: Int) -> Int64? {
    guard place + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[place..<place + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    place += count
    return value
  }

  /// How many digits come next.
  var digitCount: Int { bytes[place...].prefix { (0x30...0x39).contains($0) }.count }

  /// One to 15 digits.
  mutating func number() -> Int64? {
    let count = digitCount
    return (1...15).contains(count) ? digits(count) : nil
  }

  /// Digits after a decimal point as microseconds, cut off after the sixth.
  mutating func fraction() -> Int64? {
    let count = digitCount
    guard count > 0, var value = digits(min(count, 6)) else { return nil }
    place += count - min(count, 6)
    for _ in min(count, 6)..<6 { value *= 10 }
    return value
  }
}
