import IPMIWire
import Model

/// One structure of an SMBIOS table (DSP0134 6.1.2): a formatted area, then strings that its bytes refer to by number.
struct SMBIOSStructure {
  let type: UInt8
  /// What other structures call it.
  let handle: UInt16
  private let formatted: [UInt8]
  private let strings: [ArraySlice<UInt8>]
  /// Where the next one begins.
  let end: Int

  /// The structure at `start`; nil when the table has none there that ends within it.
  init?(_ table: [UInt8], at start: Int) {
    guard start + 4 <= table.count else { return nil }
    let length = Int(table[start + 1])
    guard length >= 4, start + length <= table.count else { return nil }
    var strings: [ArraySlice<UInt8>] = []
    var place = start + length
    // Each ends with a zero, and all of them with one more; two zeros stand for none.
    while true {
      guard let zero = table[place...].firstIndex(of: 0) else { return nil }
      if zero > place { strings.append(table[place..<zero]) }
      let isLast = zero == place
      place = zero + 1
      if isLast { break }
    }
    if strings.isEmpty {
      guard place < table.count, table[place] == 0 else { return nil }
      place += 1
    }
    type = table[start]
    handle = UInt16(table[start + 2]) | UInt16(table[start + 3]) << 8
    formatted = Array(table[start..<start + length])
    self.strings = strings
    end = place
  }

  /// Nil past the formatted area, which older tables have shorter.
  func byte(_ offset: Int) -> UInt8? { offset < formatted.count ? formatted[offset] : nil }

  func word(_ offset: Int) -> UInt16? {
    guard let low = byte(offset), let high = byte(offset + 1) else { return nil }
    return UInt16(low) | UInt16(high) << 8
  }

  func doubleWord(_ offset: Int) -> UInt32? {
    guard let low = word(offset), let high = word(offset + 2) else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  func bytes(_ range: Range<Int>) -> [UInt8]? {
    range.upperBound <= formatted.count ? Array(formatted[range]) : nil
  }

  /// The string that the byte at `offset` refers to; nil for none, and for a placeholder.
  func text(_ offset: Int) -> String? {
    guard let number = byte(offset), number > 0, number <= strings.count else { return nil }
    return Placeholder.meaningful(PackedText.text(latin1: strings[Int(number) - 1]))
  }
}
